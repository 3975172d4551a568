set(discovery_sources)
