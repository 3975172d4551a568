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
</TS>
