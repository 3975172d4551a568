// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/secret_saver.h"

#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kInitiator = u"initiator"_s, kTarget = u"target"_s; // "which" of Node.SetSecret

} // namespace

SecretSaver::SecretSaver(client::InitiatorClient &client, QString node, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_node(std::move(node))
{}

void SecretSaver::save(const Credentials &credentials, Done done)
{
    m_credentials = credentials;
    m_done = std::move(done);
    m_targetCleared = false;
    const auto node = m_client.node(m_node);
    if (node && node->hasSecretIn && !credentials.mutualChap)
        clearTargetThen(&SecretSaver::saveOwn);
    else
        saveOwn();
}

void SecretSaver::clearTargetThen(void (SecretSaver::*next)())
{
    m_client.clearSecret(m_node, kTarget, this, [this, next](const Result<void> &result) {
        if (!result)
            return end(result);
        m_targetCleared = true;
        (this->*next)();
    });
}

void SecretSaver::saveOwn()
{
    m_client.setSecret(m_node, kInitiator, m_credentials.username, m_credentials.secret, this,
                       [this](const Result<void> &result) {
                           // Typed the wrong way round before: the new secret meets the old one of the other direction.
                           const bool swapped = !result && result.error().code == ErrorCode::SecretSameBothWays;
                           if (swapped && m_credentials.mutualChap && !m_targetCleared)
                               return clearTargetThen(&SecretSaver::saveOwn);
                           if (!result || !m_credentials.mutualChap)
                               return end(result);
                           saveTarget();
                       });
}

void SecretSaver::saveTarget()
{
    m_client.setSecret(m_node, kTarget, m_credentials.usernameIn, m_credentials.secretIn, this,
                       [this](const Result<void> &result) { end(result); });
}

void SecretSaver::end(const Result<void> &result)
{
    m_credentials = {}; // the service has them now
    const Done done = std::exchange(m_done, {});
    done(result);
}

} // namespace portolan::gui
