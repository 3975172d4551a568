// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/isid_allocator.h"

namespace portolan::store {

IsidAllocator::IsidAllocator(const QSqlDatabase &db, RandomSource random)
    : m_read(db, "SELECT isid_random, next_qualifier FROM initiator")
    , m_write(db, "UPDATE initiator SET isid_random = ?, next_qualifier = ?")
    , m_used(db, "SELECT 1 FROM (SELECT isid_random AS bits FROM node UNION ALL SELECT isid_random FROM portal)"
                 " WHERE bits = ? LIMIT 1")
    , m_random(std::move(random))
{}

Result<IsidParts> IsidAllocator::next()
{
    if (auto done = m_read.run(); !done)
        return fail(done.error());
    if (!m_read.next())
        return fail(ErrorCode::DatabaseDamaged, "the database is damaged: it does not know this initiator");
    IsidParts isid{m_read.number(0), m_read.number(1)};
    m_read.finish();
    if (isid.qualifier > 0xffff) {
        const auto bits = freshBits();
        if (!bits)
            return fail(bits.error());
        isid = {*bits, 0};
    }
    if (auto done = m_write.run({sqlNumber(isid.random), sqlNumber(isid.qualifier + 1)}); !done)
        return fail(done.error());
    return isid;
}

Result<std::int64_t> IsidAllocator::freshBits()
{
    constexpr int kTries = 16; // each fails only if 24 random bits meet one of the few series in use
    for (int i = 0; i < kTries; ++i) {
        const auto bits = randomIsidBits(m_random);
        if (!bits)
            return bits;
        if (auto done = m_used.run({sqlNumber(*bits)}); !done)
            return fail(done.error());
        const bool used = m_used.next();
        m_used.finish();
        if (!used)
            return bits;
    }
    return fail(ErrorCode::StoreFailed, "the source of random numbers repeats itself");
}

} // namespace portolan::store
