set(session_sources
    session/command_window.h
    session/connection.cpp       session/connection.h
    session/connection_control.cpp
    session/connection_receive.cpp
    session/connection_send.cpp
    session/connection_state.cpp session/connection_state.h
    session/control_tags.h
    session/coverage.h
    session/data_out_sequence.h
    session/event_queue.cpp      session/event_queue.h
    session/fixed_ring.h
    session/foreign_memory.h
    session/intrusive_list.h
    session/keep_alive.h
    session/logout_exchange.h
    session/pdu_receiver.cpp     session/pdu_receiver.h
    session/receive_plan.cpp     session/receive_plan.h
    session/send_queue.cpp       session/send_queue.h
    session/session_core.cpp     session/session_core.h
    session/session_machine.cpp  session/session_machine.h
    session/session_recovery.cpp
    session/status_sequence.h
    session/task_management_table.h
    session/task_table.cpp       session/task_table.h
    session/text_exchange.cpp    session/text_exchange.h
)
