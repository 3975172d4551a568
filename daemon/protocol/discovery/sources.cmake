set(discovery_sources
    discovery/send_targets.cpp   discovery/send_targets.h
    discovery/target_address.cpp
    discovery/target_records.cpp discovery/target_records.h
)
