set(scsi_sources)
