set(pdu_sources)
