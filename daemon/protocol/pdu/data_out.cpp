// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/data_out.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

Result<DataOut> DataOut::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::DataOut, "SCSI Data-Out", Segments::Data); !checked)
        return fail(std::move(checked).error());
    DataOut pdu;
    pdu.final = isSet(bhs, kFinal);
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    pdu.expStatSn = load<28, 4>(bhs);
    pdu.dataSn = load<36, 4>(bhs);
    pdu.bufferOffset = load<40, 4>(bhs);
    return pdu;
}

void DataOut::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::DataOut, flagIf(final, kFinal), dataSegmentLength);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    store<28, 4>(bhs, expStatSn);
    store<36, 4>(bhs, dataSn);
    store<40, 4>(bhs, bufferOffset);
}

} // namespace portolan::protocol::pdu
