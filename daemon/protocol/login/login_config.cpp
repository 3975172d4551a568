// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/login_config.h"

#include "daemon/protocol/login/chap.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/text_items.h"
#include "daemon/protocol/text/text_keys.h"

#include <array>

namespace portolan::protocol {

namespace {

auto invalid(std::string message) { return fail(ErrorCode::InvalidArgument, std::move(message)); }

Result<> checkNames(const LoginNegotiation::Config &config)
{
    if (auto name = checkReceivedName(config.initiatorName); !name)
        return fail(std::move(name).error().within("initiator"));
    if (config.initiatorAlias.size() > kMaxSimpleValue || config.initiatorAlias.find('\0') != std::string::npos)
        return invalid("the initiator alias is longer than 255 bytes or contains NUL");
    if (config.sessionType == LoginNegotiation::SessionType::Discovery)
        return config.targetName.empty() ? Result<>{} : Result<>(invalid("a discovery session names no target"));
    if (auto name = checkReceivedName(config.targetName); !name)
        return fail(std::move(name).error().within("target"));
    return {};
}

Result<> checkOne(const ChapCredentials &credentials, bool allowShort, std::string_view whose)
{
    const std::size_t size = credentials.secret.size();
    if (size == 0)
        return fail(ErrorCode::SecretMissing, "the CHAP secret of the " + std::string(whose) + " is missing");
    if (size < kMinSecret && !allowShort)
        return fail(ErrorCode::SecretTooShort,
                    "the CHAP secret of the " + std::string(whose) + " is shorter than 12 bytes");
    if (size > kMaxSecret)
        return fail(ErrorCode::SecretTooLong,
                    "the CHAP secret of the " + std::string(whose) + " is longer than 255 bytes");
    if (credentials.name.size() > kMaxSimpleValue || credentials.name.find('\0') != std::string::npos)
        return invalid("the CHAP name of the " + std::string(whose) + " is longer than 255 bytes or contains NUL");
    return {};
}

Result<> checkCredentials(const LoginNegotiation::Config &config)
{
    if (!config.credentials)
        return config.targetCredentials ? Result<>(invalid("mutual CHAP needs credentials of the initiator as well"))
                                        : Result<>{};
    if (config.credentials->name.empty())
        return invalid("the CHAP name of the initiator is empty");
    if (config.algorithms.empty())
        return invalid("the list of CHAP algorithms is empty");
    if (auto checked = checkOne(*config.credentials, config.allowShortSecrets, "initiator"); !checked)
        return checked;
    if (!config.targetCredentials)
        return {};
    if (!config.challenges)
        return fail(ErrorCode::Internal, "mutual CHAP needs a challenge registry");
    if (auto checked = checkOne(*config.targetCredentials, config.allowShortSecrets, "target"); !checked)
        return checked;
    if (Secret::equal(config.credentials->secret.bytes(), config.targetCredentials->secret.bytes()))
        return fail(ErrorCode::SecretSameBothWays, "the CHAP secrets of initiator and target must differ");
    return {};
}

Result<> checkOffers(const OperationalOffers &offers)
{
    const std::array values{
        std::pair{OperationalKey::MaxConnections, offers.maxConnections},
        std::pair{OperationalKey::MaxRecvDataSegmentLength, offers.maxRecvDataSegmentLength},
        std::pair{OperationalKey::MaxBurstLength, offers.maxBurstLength},
        std::pair{OperationalKey::FirstBurstLength, offers.firstBurstLength},
        std::pair{OperationalKey::DefaultTime2Wait, offers.defaultTime2Wait},
        std::pair{OperationalKey::DefaultTime2Retain, offers.defaultTime2Retain},
        std::pair{OperationalKey::MaxOutstandingR2T, offers.maxOutstandingR2T},
        std::pair{OperationalKey::ErrorRecoveryLevel, offers.errorRecoveryLevel},
    };
    for (const auto &[key, value] : values) {
        const KeyRule &rule = kOperationalKeys[std::size_t(key)];
        if (value < rule.lowest || value > rule.highest)
            return invalid(std::string(rule.name) + " must be between " + std::to_string(rule.lowest) + " and " +
                           std::to_string(rule.highest));
    }
    if (offers.firstBurstLength > offers.maxBurstLength)
        return invalid("FirstBurstLength must not exceed MaxBurstLength");
    if (offers.errorRecoveryLevel > 0 && offers.maxOutstandingR2T != 1)
        return invalid("MaxOutstandingR2T must be 1 when ErrorRecoveryLevel is not 0"); // §13.17
    return {};
}

} // namespace

Result<> checkConfig(const LoginNegotiation::Config &config)
{
    if (!config.random)
        return fail(ErrorCode::Internal, "the login has no random source");
    if (auto checked = checkNames(config); !checked)
        return checked;
    if (auto checked = checkCredentials(config); !checked)
        return checked;
    return checkOffers(config.offers);
}

} // namespace portolan::protocol
