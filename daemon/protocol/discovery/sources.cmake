set(discovery_sources
    discovery/send_targets.h
    discovery/target_address.cpp
)
