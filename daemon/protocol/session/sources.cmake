set(session_sources)
