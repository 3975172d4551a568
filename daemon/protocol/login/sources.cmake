set(login_sources)
