set(pdu_sources
    pdu/additional_header.cpp pdu/additional_header.h
    pdu/async_message.cpp     pdu/async_message.h
    pdu/bhs.h
    pdu/crc32c.cpp            pdu/crc32c.h
    pdu/data_in.cpp           pdu/data_in.h
    pdu/data_out.cpp          pdu/data_out.h
    pdu/header_codec.cpp      pdu/header_codec.h
    pdu/login.cpp             pdu/login.h
    pdu/logout.cpp            pdu/logout.h
    pdu/nop.cpp               pdu/nop.h
    pdu/pdu_framer.cpp        pdu/pdu_framer.h
    pdu/ready_to_transfer.cpp pdu/ready_to_transfer.h
    pdu/reject.cpp            pdu/reject.h
    pdu/scsi_command.cpp      pdu/scsi_command.h
    pdu/scsi_response.cpp     pdu/scsi_response.h
    pdu/sense_view.cpp        pdu/sense_view.h
    pdu/snack.cpp             pdu/snack.h
    pdu/task_management.cpp   pdu/task_management.h
    pdu/text.cpp              pdu/text.h
)
