set(text_sources)
