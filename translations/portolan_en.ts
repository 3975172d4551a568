<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Sentences</name>
    <message numerus="yes">
        <source>%1 is a path of the multipath disk %2, which has %n other path(s) that work: %3</source>
        <translation>
            <numerusform>%1 is a path of the multipath disk %2, which has %n other path that works: %3</numerusform>
            <numerusform>%1 is a path of the multipath disk %2, which has %n other paths that work: %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::AllTargets</name>
    <message numerus="yes">
        <source>%n target(s) could not be connected.</source>
        <translation>
            <numerusform>%n target could not be connected.</numerusform>
            <numerusform>%n targets could not be connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) connected.</source>
        <translation>
            <numerusform>%n target connected.</numerusform>
            <numerusform>%n targets connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) logged out.</source>
        <translation>
            <numerusform>%n target logged out.</numerusform>
            <numerusform>%n targets logged out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::Announcer</name>
    <message numerus="yes">
        <source>It was lost %n time(s) in %1 minutes.</source>
        <translation>
            <numerusform>It was lost %n time in %1 minutes.</numerusform>
            <numerusform>It was lost %n times in %1 minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) lost</source>
        <translation>
            <numerusform>%n more connection lost</numerusform>
            <numerusform>%n more connections lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) are back</source>
        <translation>
            <numerusform>%n more connection is back</numerusform>
            <numerusform>%n more connections are back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::EmptyPage</name>
    <message numerus="yes">
        <source>Take over %n target(s) from open-iscsi…</source>
        <translation>
            <numerusform>Take over %n target from open-iscsi…</numerusform>
            <numerusform>Take over %n targets from open-iscsi…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportDialog</name>
    <message numerus="yes">
        <source>open-iscsi also logs in to %n of these targets when this computer starts. A disk that both write to gets damaged: if Portolan shall connect them, switch open-iscsi off.</source>
        <translation>
            <numerusform>open-iscsi also logs in to %n of these targets when this computer starts. A disk that both write to gets damaged: if Portolan shall connect them, switch open-iscsi off.</numerusform>
            <numerusform>open-iscsi also logs in to %n of these targets when this computer starts. A disk that both write to gets damaged: if Portolan shall connect them, switch open-iscsi off.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are the same here and there.</source>
        <translation>
            <numerusform>%n target is the same here and there.</numerusform>
            <numerusform>%n targets are the same here and there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are known only here and stay.</source>
        <translation>
            <numerusform>%n target is known only here and stays.</numerusform>
            <numerusform>%n targets are known only here and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new target(s)</source>
        <translation>
            <numerusform>%n new target</numerusform>
            <numerusform>%n new targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with changed settings</source>
        <translation>
            <numerusform>%n with changed settings</numerusform>
            <numerusform>%n with changed settings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) were added.</source>
        <translation>
            <numerusform>%n target was added.</numerusform>
            <numerusform>%n targets were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The settings of %n target(s) were changed.</source>
        <translation>
            <numerusform>The settings of %n target were changed.</numerusform>
            <numerusform>The settings of %n targets were changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportList</name>
    <message numerus="yes">
        <source>%1 and %n more file(s)</source>
        <translation>
            <numerusform>%1 and %n more file</numerusform>
            <numerusform>%1 and %n more files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) with a key that is not known</source>
        <translation>
            <numerusform>%n line with a key that is not known</numerusform>
            <numerusform>%n lines with a key that is not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::InitiatorNamePage</name>
    <message numerus="yes">
        <source>%n session(s) keep the old name until their next login.</source>
        <translation>
            <numerusform>%n session keeps the old name until its next login.</numerusform>
            <numerusform>%n sessions keep the old name until their next login.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::MainWindow</name>
    <message numerus="yes">
        <source>Forget %n connection(s)?</source>
        <translation>
            <numerusform>Forget %n connection?</numerusform>
            <numerusform>Forget %n connections?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) forgotten.</source>
        <translation>
            <numerusform>%n target forgotten.</numerusform>
            <numerusform>%n targets forgotten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::Overall</name>
    <message numerus="yes">
        <source>%n connected</source>
        <translation>
            <numerusform>%n connected</numerusform>
            <numerusform>%n connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n connecting</numerusform>
            <numerusform>%n connecting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reconnecting</source>
        <translation>
            <numerusform>%n reconnecting</numerusform>
            <numerusform>%n reconnecting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::OverviewPage</name>
    <message numerus="yes">
        <source>%n since it was connected</source>
        <translation>
            <numerusform>%n since it was connected</numerusform>
            <numerusform>%n since it was connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) in this outage</source>
        <translation>
            <numerusform>%n attempt in this outage</numerusform>
            <numerusform>%n attempts in this outage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n connections</source>
        <comment>address</comment>
        <translation>
            <numerusform>%1, %n connection</numerusform>
            <numerusform>%1, %n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::ServersModel</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::SessionHealth</name>
    <message numerus="yes">
        <source>%n reconnect(s)</source>
        <translation>
            <numerusform>%n reconnect</numerusform>
            <numerusform>%n reconnects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged transfer(s)</source>
        <translation>
            <numerusform>%n damaged transfer</numerusform>
            <numerusform>%n damaged transfers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without an answer</source>
        <translation>
            <numerusform>%n request without an answer</numerusform>
            <numerusform>%n requests without an answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetModel</name>
    <message numerus="yes">
        <source>%n portal(s)</source>
        <translation>
            <numerusform>%n portal</numerusform>
            <numerusform>%n portals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::Text</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::TrayIcon</name>
    <message numerus="yes">
        <source>%n more in the window…</source>
        <translation>
            <numerusform>%n more in the window…</numerusform>
            <numerusform>%n more in the window…</numerusform>
        </translation>
    </message>
</context>
</TS>
