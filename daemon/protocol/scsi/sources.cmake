set(scsi_sources
    scsi/big_endian.h
    scsi/capacity.cpp              scsi/capacity.h
    scsi/cdb.cpp                   scsi/cdb.h
    scsi/device_identification.cpp scsi/device_identification.h
    scsi/inquiry.cpp               scsi/inquiry.h
    scsi/lun.cpp                   scsi/lun.h
    scsi/mode_sense.cpp            scsi/mode_sense.h
    scsi/outcome.cpp               scsi/outcome.h
    scsi/report_luns.cpp           scsi/report_luns.h
    scsi/sense.cpp                 scsi/sense.h
    scsi/unmap.cpp                 scsi/unmap.h
    scsi/vital_product_data.cpp    scsi/vital_product_data.h
)
