<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Cli</name>
    <message>
        <source>The service is back.</source>
        <translation>Der Dienst ist wieder da.</translation>
    </message>
    <message>
        <source>The service is gone; waiting until it is back.</source>
        <translation>Der Dienst ist weg; warten, bis er wieder da ist.</translation>
    </message>
    <message>
        <source>Write JSON instead of text; errors too.</source>
        <translation>JSON statt Text ausgeben, auch bei Fehlern.</translation>
    </message>
    <message>
        <source>Where the service is: system (default), session, or the address of a bus.</source>
        <translation>Wo der Dienst ist: system (Vorgabe), session oder die Adresse eines Busses.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe anzeigen.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Die Version anzeigen.</translation>
    </message>
    <message>
        <source>A command is missing; “portolanctl --help” lists them.</source>
        <translation>Es fehlt ein Befehl; „portolanctl --help“ zählt sie auf.</translation>
    </message>
    <message>
        <source>Something is missing: portolanctl %1 %2</source>
        <translation>Es fehlt etwas: portolanctl %1 %2</translation>
    </message>
    <message>
        <source>“%1” is too much.</source>
        <translation>„%1“ ist zu viel.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <translation>Es gibt keine Option %1.</translation>
    </message>
    <message>
        <source>There is no command “%1”; “portolanctl --help” lists them.</source>
        <translation>Es gibt keinen Befehl „%1“; „portolanctl --help“ zählt sie auf.</translation>
    </message>
    <message>
        <source>There is no option --%1 here.</source>
        <translation>Hier gibt es keine Option --%1.</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>--%1 nimmt keinen Wert.</translation>
    </message>
    <message>
        <source>--%1 needs a value: %2</source>
        <translation>--%1 braucht einen Wert: %2</translation>
    </message>
    <message>
        <source>portolanctl: iSCSI disks from the command line

Usage: portolanctl [OPTIONS] COMMAND …

Commands:
</source>
        <translation>portolanctl: iSCSI-Festplatten von der Befehlszeile

Aufruf: portolanctl [OPTIONEN] BEFEHL …

Befehle:
</translation>
    </message>
    <message>
        <source>
Options of all commands:
</source>
        <translation>
Optionen aller Befehle:
</translation>
    </message>
    <message>
        <source>
TARGET is a target&apos;s name, its label, a part of either that fits one target only, or NAME@PORTAL.
“portolanctl COMMAND --help” tells more; exit codes are in portolanctl(1).
</source>
        <translation>
TARGET ist der Name eines Ziels, seine Bezeichnung, ein Teil davon, der nur zu einem Ziel passt, oder NAME@PORTAL.
„portolanctl BEFEHL --help“ sagt mehr; die Rückgabewerte stehen in portolanctl(1).
</translation>
    </message>
    <message>
        <source>Usage: portolanctl %1 %2

%3
</source>
        <translation>Aufruf: portolanctl %1 %2

%3
</translation>
    </message>
    <message>
        <source>
Options:
</source>
        <translation>
Optionen:
</translation>
    </message>
    <message>
        <source>
Examples:
</source>
        <translation>
Beispiele:
</translation>
    </message>
    <message>
        <source>What the last word could become; used by the shell</source>
        <translation>Was aus dem letzten Wort werden könnte; für die Shell</translation>
    </message>
    <message>
        <source>“%1” is not an address: %2.</source>
        <translation>„%1“ ist keine Adresse: %2.</translation>
    </message>
    <message>
        <source>A password needs --name, and --target-name needs it too.</source>
        <translation>Ein Passwort braucht --name, und --target-name braucht ihn auch.</translation>
    </message>
    <message>
        <source>--timeout must be 1 to %1 seconds.</source>
        <translation>--timeout muss 1 bis %1 Sekunden sein.</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>Passwort von %1: </translation>
    </message>
    <message>
        <source>The target&apos;s own password (%1): </source>
        <translation>Das Passwort des Ziels selbst (%1): </translation>
    </message>
    <message>
        <source>TARGET</source>
        <translation>ZIEL</translation>
    </message>
    <message>
        <source>PORTAL</source>
        <translation>PORTAL</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>ZUSTAND</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>GEFUNDEN</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>known</source>
        <translation>bekannt</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>%1 answers but has no target for this computer; its initiator name there must be %2.</source>
        <translation>%1 antwortet, hat aber kein Ziel für diesen Rechner; sein Initiatorname dort muss %2 sein.</translation>
    </message>
    <message>
        <source>--portal-group must be 0 to 65535.</source>
        <translation>--portal-group muss 0 bis 65535 sein.</translation>
    </message>
    <message>
        <source>“%1” at %2 is in the list now.</source>
        <translation>„%1“ auf %2 steht jetzt in der Liste.</translation>
    </message>
    <message>
        <source>Ask a storage server which targets it has</source>
        <translation>Einen Speicherserver fragen, welche Ziele er hat</translation>
    </message>
    <message>
        <source>CHAP name for the search itself; asks for the password.</source>
        <translation>CHAP-Name für die Suche selbst; fragt nach dem Passwort.</translation>
    </message>
    <message>
        <source>Read that password from a file descriptor instead.</source>
        <translation>Dieses Passwort stattdessen aus einem Dateideskriptor lesen.</translation>
    </message>
    <message>
        <source>CHAP name with which the server must prove itself.</source>
        <translation>CHAP-Name, mit dem sich der Server ausweisen muss.</translation>
    </message>
    <message>
        <source>Read the server&apos;s password from a file descriptor.</source>
        <translation>Das Passwort des Servers aus einem Dateideskriptor lesen.</translation>
    </message>
    <message>
        <source>Give up after so long (default 30).</source>
        <translation>Nach so vielen Sekunden aufgeben (Vorgabe 30).</translation>
    </message>
    <message>
        <source>Lists the targets of that server and remembers them.</source>
        <translation>Zählt die Ziele dieses Servers auf und merkt sie sich.</translation>
    </message>
    <message>
        <source>Another port, and a search that needs a password.</source>
        <translation>Ein anderer Port und eine Suche, die ein Passwort braucht.</translation>
    </message>
    <message>
        <source>Add a target by hand that no search names</source>
        <translation>Ein Ziel von Hand hinzufügen, das keine Suche nennt</translation>
    </message>
    <message>
        <source>Its target portal group tag, if known.</source>
        <translation>Die Nummer seiner Portalgruppe, wenn bekannt.</translation>
    </message>
    <message>
        <source>Adds it; “login” connects it.</source>
        <translation>Fügt es hinzu; „login“ verbindet es.</translation>
    </message>
    <message>
        <source>--most must be a number.</source>
        <translation>--most muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Show what has happened</source>
        <translation>Zeigen, was geschehen ist</translation>
    </message>
    <message>
        <source>Go on with what happens from now on, until Ctrl+C.</source>
        <translation>Weiter mit dem, was ab jetzt geschieht, bis Strg+C.</translation>
    </message>
    <message>
        <source>How many of the past ones (default 50).</source>
        <translation>Wie viele der vergangenen (Vorgabe 50).</translation>
    </message>
    <message>
        <source>The last 50 events of one target.</source>
        <translation>Die letzten 50 Ereignisse eines Ziels.</translation>
    </message>
    <message>
        <source>One JSON object per line, for a monitor.</source>
        <translation>Ein JSON-Objekt je Zeile, für eine Überwachung.</translation>
    </message>
    <message>
        <source>No target is known yet; “portolanctl discover ADDRESS” finds them.</source>
        <translation>Noch ist kein Ziel bekannt; „portolanctl discover ADRESSE“ findet sie.</translation>
    </message>
    <message>
        <source>PORTALS</source>
        <translation>PORTALE</translation>
    </message>
    <message>
        <source>DISKS</source>
        <translation>FESTPLATTEN</translation>
    </message>
    <message>
        <source>LABEL</source>
        <translation>BEZEICHNUNG</translation>
    </message>
    <message>
        <source>LOGIN</source>
        <translation>ANMELDUNG</translation>
    </message>
    <message>
        <source>AUTH</source>
        <translation>AUSWEIS</translation>
    </message>
    <message>
        <source>LAST ERROR</source>
        <translation>LETZTER FEHLER</translation>
    </message>
    <message>
        <source>No storage server was searched yet; “portolanctl discover ADDRESS” does.</source>
        <translation>Noch wurde kein Speicherserver durchsucht; „portolanctl discover ADRESSE“ tut es.</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>ADRESSE</translation>
    </message>
    <message>
        <source>&gt;PORT</source>
        <translation>&gt;PORT</translation>
    </message>
    <message>
        <source>&gt;TARGETS</source>
        <translation>&gt;ZIELE</translation>
    </message>
    <message>
        <source>LAST SEARCH</source>
        <translation>LETZTE SUCHE</translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation>ERGEBNIS</translation>
    </message>
    <message>
        <source>Nothing is connected.</source>
        <translation>Nichts ist verbunden.</translation>
    </message>
    <message>
        <source>&gt;ID</source>
        <translation>&gt;NR</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>SEIT</translation>
    </message>
    <message>
        <source>&gt;RECONNECTS</source>
        <translation>&gt;WIEDERVERB.</translation>
    </message>
    <message>
        <source>There is no disk; “portolanctl login TARGET” brings them.</source>
        <translation>Es gibt keine Festplatte; „portolanctl login ZIEL“ bringt sie.</translation>
    </message>
    <message>
        <source>DISK</source>
        <translation>FESTPLATTE</translation>
    </message>
    <message>
        <source>&gt;SIZE</source>
        <translation>&gt;GRÖSSE</translation>
    </message>
    <message>
        <source>&gt;LUN</source>
        <translation>&gt;LUN</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODELL</translation>
    </message>
    <message>
        <source>USED BY</source>
        <translation>BENUTZT VON</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>%1 of %2 wanted</source>
        <translation>%1 von %2 gewünschten</translation>
    </message>
    <message>
        <source>Known nodes</source>
        <translation>Bekannte Knoten</translation>
    </message>
    <message>
        <source>Initiator name</source>
        <translation>Initiatorname</translation>
    </message>
    <message>
        <source>Data planes</source>
        <translation>Datenpfade</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>nothing to connect</source>
        <translation>nichts zu verbinden</translation>
    </message>
    <message>
        <source>all is connected</source>
        <translation>alles ist verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>something is not connected</source>
        <translation>etwas ist nicht verbunden</translation>
    </message>
    <message>
        <source>nothing is connected that should be</source>
        <translation>nichts von dem, was verbunden sein soll, ist es</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>List known targets: state, portals, disks</source>
        <translation>Bekannte Ziele aufzählen: Zustand, Portale, Festplatten</translation>
    </message>
    <message>
        <source>One line per target.</source>
        <translation>Eine Zeile je Ziel.</translation>
    </message>
    <message>
        <source>List every way to a target: portal, settings, last error</source>
        <translation>Jeden Weg zu einem Ziel aufzählen: Portal, Einstellungen, letzter Fehler</translation>
    </message>
    <message>
        <source>Everything about them, for a script.</source>
        <translation>Alles darüber, für ein Skript.</translation>
    </message>
    <message>
        <source>List storage servers that were searched</source>
        <translation>Durchsuchte Speicherserver aufzählen</translation>
    </message>
    <message>
        <source>One line per address, with the result of the last search.</source>
        <translation>Eine Zeile je Adresse, mit dem Ergebnis der letzten Suche.</translation>
    </message>
    <message>
        <source>List what is connected</source>
        <translation>Aufzählen, was verbunden ist</translation>
    </message>
    <message>
        <source>One line per session.</source>
        <translation>Eine Zeile je Sitzung.</translation>
    </message>
    <message>
        <source>List disks and who uses them</source>
        <translation>Festplatten aufzählen und wer sie benutzt</translation>
    </message>
    <message>
        <source>With serial numbers and every mount point.</source>
        <translation>Mit Seriennummern und allen Einhängepunkten.</translation>
    </message>
    <message>
        <source>Say in a few lines how things are</source>
        <translation>In wenigen Zeilen sagen, wie es steht</translation>
    </message>
    <message>
        <source>The overall state of this computer&apos;s iSCSI disks.</source>
        <translation>Wie es um die iSCSI-Festplatten dieses Rechners steht.</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Give either targets or --all.</source>
        <translation>Entweder Ziele oder --all angeben.</translation>
    </message>
    <message>
        <source>“%1” is connected.</source>
        <translation>„%1“ ist verbunden.</translation>
    </message>
    <message>
        <source>“%1” was connected already.</source>
        <translation>„%1“ war schon verbunden.</translation>
    </message>
    <message>
        <source>Disks: %1</source>
        <translation>Festplatten: %1</translation>
    </message>
    <message>
        <source>Nothing to do: no target is marked “at start” and not connected.</source>
        <translation>Nichts zu tun: Kein Ziel ist „beim Start“ markiert und nicht verbunden.</translation>
    </message>
    <message>
        <source>“%1” is connected but has no LUN (disk) for this computer; assign one on the storage server.</source>
        <translation>„%1“ ist verbunden, hat aber keine LUN (Festplatte) für diesen Rechner; weisen Sie ihm auf dem Speicherserver eine zu.</translation>
    </message>
    <message>
        <source>“%1” is not connected.</source>
        <translation>„%1“ ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Logged out from “%1”.</source>
        <translation>Von „%1“ abgemeldet.</translation>
    </message>
    <message>
        <source>Nothing was connected.</source>
        <translation>Nichts war verbunden.</translation>
    </message>
    <message>
        <source>Connect targets, so that their disks appear</source>
        <translation>Ziele verbinden, sodass ihre Festplatten erscheinen</translation>
    </message>
    <message>
        <source>Every target that is marked “at start” and not connected.</source>
        <translation>Jedes Ziel, das „beim Start“ markiert und nicht verbunden ist.</translation>
    </message>
    <message>
        <source>Connects one target.</source>
        <translation>Verbindet ein Ziel.</translation>
    </message>
    <message>
        <source>The same by the end of its name, through one of its portals.</source>
        <translation>Dasselbe mit dem Ende seines Namens, über eines seiner Portale.</translation>
    </message>
    <message>
        <source>Disconnect targets; refuses while their disks are in use</source>
        <translation>Ziele trennen; weigert sich, solange ihre Festplatten benutzt werden</translation>
    </message>
    <message>
        <source>Every session.</source>
        <translation>Jede Sitzung.</translation>
    </message>
    <message>
        <source>Even if disks are in use; what was not written is lost.</source>
        <translation>Auch wenn Festplatten benutzt werden; was nicht geschrieben wurde, ist verloren.</translation>
    </message>
    <message>
        <source>Names who uses the disk, or takes it away safely.</source>
        <translation>Nennt, wer die Festplatte benutzt, oder nimmt sie sicher weg.</translation>
    </message>
    <message>
        <source>“%1” was looked through; LUNs: %2.</source>
        <translation>„%1“ wurde durchgesehen; LUNs: %2.</translation>
    </message>
    <message>
        <source>“%1” is tried again now.</source>
        <translation>„%1“ wird jetzt wieder versucht.</translation>
    </message>
    <message>
        <source>“%1” at %2 is forgotten.</source>
        <translation>„%1“ auf %2 ist vergessen.</translation>
    </message>
    <message>
        <source>%1 is forgotten; its targets stay in the list.</source>
        <translation>%1 ist vergessen; seine Ziele bleiben in der Liste.</translation>
    </message>
    <message>
        <source>Sessions keep the old name until their next login.</source>
        <translation>Sitzungen behalten den alten Namen bis zu ihrer nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>Look for new, gone and resized disks</source>
        <translation>Nach neuen, verschwundenen und vergrößerten Festplatten sehen</translation>
    </message>
    <message>
        <source>After a disk was made larger on the storage server.</source>
        <translation>Nachdem eine Festplatte auf dem Speicherserver vergrößert wurde.</translation>
    </message>
    <message>
        <source>Try a lost connection now instead of waiting</source>
        <translation>Eine verlorene Verbindung jetzt versuchen statt zu warten</translation>
    </message>
    <message>
        <source>When you know that the storage server is back.</source>
        <translation>Wenn Sie wissen, dass der Speicherserver wieder da ist.</translation>
    </message>
    <message>
        <source>Remove targets from the list, with their settings and passwords</source>
        <translation>Ziele mit ihren Einstellungen und Passwörtern aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Not possible while it is connected.</source>
        <translation>Nicht möglich, solange es verbunden ist.</translation>
    </message>
    <message>
        <source>Remove a searched storage server; its targets stay</source>
        <translation>Einen durchsuchten Speicherserver entfernen; seine Ziele bleiben</translation>
    </message>
    <message>
        <source>“portals” lists them.</source>
        <translation>„portals“ zählt sie auf.</translation>
    </message>
    <message>
        <source>Show or change this computer&apos;s iSCSI name</source>
        <translation>Den iSCSI-Namen dieses Rechners zeigen oder ändern</translation>
    </message>
    <message>
        <source>The name to allow on the storage server.</source>
        <translation>Der Name, der auf dem Speicherserver zuzulassen ist.</translation>
    </message>
    <message>
        <source>Used from the next login on.</source>
        <translation>Gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>--name is missing: the CHAP name that the target knows.</source>
        <translation>--name fehlt: der CHAP-Name, den das Ziel kennt.</translation>
    </message>
    <message>
        <source>--mutual and --target-name belong together.</source>
        <translation>--mutual und --target-name gehören zusammen.</translation>
    </message>
    <message>
        <source>Password of %1 for %2: </source>
        <translation>Passwort von %1 für %2: </translation>
    </message>
    <message>
        <source>The password for “%1” at %2 is set.</source>
        <translation>Das Passwort für „%1“ auf %2 ist gesetzt.</translation>
    </message>
    <message>
        <source>Both passwords for “%1” at %2 are set.</source>
        <translation>Beide Passwörter für „%1“ auf %2 sind gesetzt.</translation>
    </message>
    <message>
        <source>The passwords for “%1” at %2 are removed.</source>
        <translation>Die Passwörter für „%1“ auf %2 sind entfernt.</translation>
    </message>
    <message>
        <source>Set the name and password for a target (CHAP)</source>
        <translation>Name und Passwort für ein Ziel setzen (CHAP)</translation>
    </message>
    <message>
        <source>The name the target knows this computer by.</source>
        <translation>Der Name, unter dem das Ziel diesen Rechner kennt.</translation>
    </message>
    <message>
        <source>The target must prove itself too.</source>
        <translation>Auch das Ziel muss sich ausweisen.</translation>
    </message>
    <message>
        <source>The name the target proves itself with.</source>
        <translation>Der Name, mit dem sich das Ziel ausweist.</translation>
    </message>
    <message>
        <source>Read the password from a file descriptor, do not ask.</source>
        <translation>Das Passwort aus einem Dateideskriptor lesen, nicht danach fragen.</translation>
    </message>
    <message>
        <source>The same for the target&apos;s own password.</source>
        <translation>Dasselbe für das Passwort des Ziels selbst.</translation>
    </message>
    <message>
        <source>Asks for the password on the terminal.</source>
        <translation>Fragt auf dem Terminal nach dem Passwort.</translation>
    </message>
    <message>
        <source>Reads it from a file, without a newline at its end; for scripts.</source>
        <translation>Liest es aus einer Datei, ohne Zeilenende am Schluss; für Skripte.</translation>
    </message>
    <message>
        <source>Remove the names and passwords for a target</source>
        <translation>Namen und Passwörter für ein Ziel entfernen</translation>
    </message>
    <message>
        <source>Only the target&apos;s own: it need not prove itself any more.</source>
        <translation>Nur das des Ziels selbst: Es muss sich nicht mehr ausweisen.</translation>
    </message>
    <message>
        <source>Logs in without a password from now on.</source>
        <translation>Meldet sich ab jetzt ohne Passwort an.</translation>
    </message>
    <message>
        <source>“%1” is not KEY=VALUE.</source>
        <translation>„%1“ ist nicht SCHLÜSSEL=WERT.</translation>
    </message>
    <message>
        <source>There is no setting “%1”; “portolanctl set TARGET” lists them.</source>
        <translation>Es gibt keine Einstellung „%1“; „portolanctl set ZIEL“ zählt sie auf.</translation>
    </message>
    <message>
        <source>“%1” is not possible for %2: it must be %3.</source>
        <translation>„%1“ ist für %2 nicht möglich; möglich ist %3.</translation>
    </message>
    <message>
        <source>“%1” at %2: %3</source>
        <translation>„%1“ auf %2: %3</translation>
    </message>
    <message>
        <source>(timeouts now, the rest at the next login)</source>
        <translation>(Zeiten ab sofort, das Übrige ab der nächsten Anmeldung)</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>SCHLÜSSEL</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>WERT</translation>
    </message>
    <message>
        <source>POSSIBLE</source>
        <translation>MÖGLICH</translation>
    </message>
    <message>
        <source>MEANING</source>
        <translation>BEDEUTUNG</translation>
    </message>
    <message>
        <source>Show or change the settings of a target</source>
        <translation>Die Einstellungen eines Ziels zeigen oder ändern</translation>
    </message>
    <message>
        <source>Lists all settings, their values, and what is possible.</source>
        <translation>Zählt alle Einstellungen auf, ihre Werte und was möglich ist.</translation>
    </message>
    <message>
        <source>Connects it by itself from now on, and gives it a name.</source>
        <translation>Verbindet es ab jetzt von selbst und gibt ihm eine Bezeichnung.</translation>
    </message>
    <message>
        <source>Counts from the next login on.</source>
        <translation>Gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>Node at %1</source>
        <translation>Knoten auf %1</translation>
    </message>
    <message>
        <source>  Label</source>
        <translation>  Bezeichnung</translation>
    </message>
    <message>
        <source>  State</source>
        <translation>  Zustand</translation>
    </message>
    <message>
        <source>  Last error</source>
        <translation>  Letzter Fehler</translation>
    </message>
    <message>
        <source>  Next attempt</source>
        <translation>  Nächster Versuch</translation>
    </message>
    <message>
        <source>  Last login</source>
        <translation>  Letzte Anmeldung</translation>
    </message>
    <message>
        <source>  Login</source>
        <translation>  Anmeldung</translation>
    </message>
    <message>
        <source>  Authentication</source>
        <translation>  Authentifizierung</translation>
    </message>
    <message>
        <source>  CHAP name</source>
        <translation>  CHAP-Name</translation>
    </message>
    <message>
        <source>  Target&apos;s CHAP name</source>
        <translation>  CHAP-Name des Ziels</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
    <message>
        <source>  Since</source>
        <translation>  Seit</translation>
    </message>
    <message>
        <source>  Alias</source>
        <translation>  Alias</translation>
    </message>
    <message>
        <source>  Portal</source>
        <translation>  Portal</translation>
    </message>
    <message>
        <source>%1 (sent there by %2)</source>
        <translation>%1 (von %2 dorthin geschickt)</translation>
    </message>
    <message>
        <source>  Authenticated by</source>
        <translation>  Ausgewiesen durch</translation>
    </message>
    <message>
        <source>  Data plane</source>
        <translation>  Datenpfad</translation>
    </message>
    <message>
        <source>  ISID, TSIH, group</source>
        <translation>  ISID, TSIH, Gruppe</translation>
    </message>
    <message>
        <source>  Reconnects</source>
        <translation>  Neu verbunden</translation>
    </message>
    <message>
        <source>  Requests</source>
        <translation>  Anforderungen</translation>
    </message>
    <message>
        <source>fail, because it was away too long</source>
        <translation>schlagen fehl, weil es zu lange weg war</translation>
    </message>
    <message>
        <source>  KEY</source>
        <translation>  SCHLÜSSEL</translation>
    </message>
    <message>
        <source>ASKED</source>
        <translation>VERLANGT</translation>
    </message>
    <message>
        <source>GOT</source>
        <translation>ERHALTEN</translation>
    </message>
    <message>
        <source>Disk %1</source>
        <translation>Festplatte %1</translation>
    </message>
    <message>
        <source>  LUN</source>
        <translation>  LUN</translation>
    </message>
    <message>
        <source>  Size</source>
        <translation>  Größe</translation>
    </message>
    <message>
        <source>  Model</source>
        <translation>  Modell</translation>
    </message>
    <message>
        <source>  Serial, WWID</source>
        <translation>  Seriennummer, WWID</translation>
    </message>
    <message>
        <source>  File</source>
        <translation>  Datei</translation>
    </message>
    <message>
        <source>  Problem</source>
        <translation>  Problem</translation>
    </message>
    <message>
        <source>  In use</source>
        <translation>  Benutzt</translation>
    </message>
    <message>
        <source>Show everything about a target: ways, session, what was negotiated, disks</source>
        <translation>Alles über ein Ziel zeigen: Wege, Sitzung, Ausgehandeltes, Festplatten</translation>
    </message>
    <message>
        <source>Says also what each negotiated value means.</source>
        <translation>Sagt auch, was jeder ausgehandelte Wert bedeutet.</translation>
    </message>
    <message>
        <source>--interval must be 0.1 to 3600 seconds.</source>
        <translation>--interval muss 0,1 bis 3600 Sekunden sein.</translation>
    </message>
    <message>
        <source>--count must be a number.</source>
        <translation>--count muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>&gt;READ</source>
        <translation>&gt;GELESEN</translation>
    </message>
    <message>
        <source>&gt;WRITTEN</source>
        <translation>&gt;GESCHRIEBEN</translation>
    </message>
    <message>
        <source>&gt;READS</source>
        <translation>&gt;LESEN</translation>
    </message>
    <message>
        <source>&gt;WRITES</source>
        <translation>&gt;SCHREIBEN</translation>
    </message>
    <message>
        <source>&gt;READ LAT</source>
        <translation>&gt;LESE-LAT</translation>
    </message>
    <message>
        <source>&gt;WRITE LAT</source>
        <translation>&gt;SCHREIB-LAT</translation>
    </message>
    <message>
        <source>&gt;ERRORS</source>
        <translation>&gt;FEHLER</translation>
    </message>
    <message>
        <source>&gt;      READ</source>
        <translation>&gt;     LESEN</translation>
    </message>
    <message>
        <source>&gt;     WRITE</source>
        <translation>&gt; SCHREIBEN</translation>
    </message>
    <message>
        <source>&gt; READS/S</source>
        <translation>&gt; LESEN/S</translation>
    </message>
    <message>
        <source>&gt;WRITES/S</source>
        <translation>&gt; SCHR./S</translation>
    </message>
    <message>
        <source>&gt; READ LAT</source>
        <translation>&gt; LESE-LAT</translation>
    </message>
    <message>
        <source>&gt;QUEUE</source>
        <translation>&gt;OFFEN</translation>
    </message>
    <message>
        <source>Show how much was read and written, and how fast</source>
        <translation>Zeigen, wie viel und wie schnell gelesen und geschrieben wurde</translation>
    </message>
    <message>
        <source>Rates, again and again, until Ctrl+C.</source>
        <translation>Raten, immer wieder, bis Strg+C.</translation>
    </message>
    <message>
        <source>How often (default 1).</source>
        <translation>Wie oft, in Sekunden (Vorgabe 1).</translation>
    </message>
    <message>
        <source>End after so many looks.</source>
        <translation>Nach so vielen Malen aufhören.</translation>
    </message>
    <message>
        <source>Totals since each session began.</source>
        <translation>Summen seit dem Beginn jeder Sitzung.</translation>
    </message>
    <message>
        <source>Its throughput and latency every second.</source>
        <translation>Durchsatz und Latenz jede Sekunde.</translation>
    </message>
    <message>
        <source>One JSON document per line, for a collector.</source>
        <translation>Ein JSON-Dokument je Zeile, zum Sammeln.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>%1 of %2 done. %3</source>
        <translation>%1 von %2 fertig. %3</translation>
    </message>
    <message>
        <source>Note:</source>
        <translation>Hinweis:</translation>
    </message>
    <message>
        <source>Error:</source>
        <translation>Fehler:</translation>
    </message>
    <message>
        <source>login status %1</source>
        <translation>Anmeldestatus %1</translation>
    </message>
    <message>
        <source>For a target: portolanctl set-chap %1 --name NAME</source>
        <translation>Für ein Ziel: portolanctl set-chap %1 --name NAME</translation>
    </message>
    <message>
        <source>For a target: portolanctl set-chap %1 --name NAME --mutual --target-name NAME</source>
        <translation>Für ein Ziel: portolanctl set-chap %1 --name NAME --mutual --target-name NAME</translation>
    </message>
    <message>
        <source>“--force” takes them away all the same; what was not written is lost.</source>
        <translation>„--force“ nimmt sie trotzdem weg; was nicht geschrieben wurde, ist verloren.</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name: %1</source>
        <translation>Der Initiatorname dieses Rechners: %1</translation>
    </message>
    <message>
        <source>“%1” is not the number of an open file descriptor.</source>
        <translation>„%1“ ist nicht die Nummer eines offenen Dateideskriptors.</translation>
    </message>
    <message>
        <source>The file descriptor %1 cannot be read.</source>
        <translation>Der Dateideskriptor %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the password on; give it with --secret-fd (and --target-secret-fd).</source>
        <translation>Es gibt kein Terminal, um nach dem Passwort zu fragen; geben Sie es mit --secret-fd (und --target-secret-fd).</translation>
    </message>
    <message>
        <source>The terminal cannot hide what is typed; give the password with --secret-fd.</source>
        <translation>Das Terminal kann nicht verbergen, was getippt wird; geben Sie das Passwort mit --secret-fd.</translation>
    </message>
    <message>
        <source>“%1” fits more than one target:</source>
        <translation>„%1“ passt zu mehr als einem Ziel:</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>The target&apos;s name is empty.</source>
        <translation>Der Name des Ziels ist leer.</translation>
    </message>
    <message>
        <source>no target fits “%1”; “portolanctl targets” lists them</source>
        <translation>kein Ziel passt zu „%1“; „portolanctl targets“ zählt sie auf</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>kept as set here</source>
        <translation>bleibt wie hier gesetzt</translation>
    </message>
    <message>
        <source>%1 (kept)</source>
        <translation>%1 (bleibt)</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>target&apos;s password</source>
        <translation>Passwort des Ziels</translation>
    </message>
    <message>
        <source>ADDRESS TO SEARCH</source>
        <translation>SUCHADRESSE</translation>
    </message>
    <message>
        <source>IMPORT</source>
        <translation>ÜBERNAHME</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>WAS</translation>
    </message>
    <message>
        <source>INTERFACE</source>
        <translation>SCHNITTSTELLE</translation>
    </message>
    <message>
        <source>open-iscsi also logs in to %1 of them at boot; “systemctl disable open-iscsi iscsid” ends that.</source>
        <translation>open-iscsi meldet sich beim Start ebenfalls bei %1 davon an; „systemctl disable open-iscsi iscsid“ beendet das.</translation>
    </message>
    <message>
        <source>NOT TAKEN AS IT IS</source>
        <translation>NICHT SO ÜBERNOMMEN</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>&gt;LINE</source>
        <translation>&gt;ZEILE</translation>
    </message>
    <message>
        <source>&gt;FILES</source>
        <translation>&gt;DATEIEN</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>übersprungen: %1</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>weggelassen: %1</translation>
    </message>
    <message>
        <source>%1 more such notes.</source>
        <translation>%1 weitere solche Hinweise.</translation>
    </message>
    <message>
        <source>%1 lines have a key that is not known.</source>
        <translation>%1 Zeilen haben einen unbekannten Schlüssel.</translation>
    </message>
    <message>
        <source>Initiator name: %1 → %2</source>
        <translation>Initiatorname: %1 → %2</translation>
    </message>
    <message>
        <source>open-iscsi&apos;s initiator name is %1; this computer&apos;s here stays %2. Servers that let only known names in need the new one, or take the old one over with --take-initiator-name.</source>
        <translation>Der Initiatorname von open-iscsi ist %1; hier bleibt es %2. Server, die nur bekannte Namen zulassen, brauchen den neuen, oder übernehmen Sie den alten mit --take-initiator-name.</translation>
    </message>
    <message>
        <source>Nothing was changed. An import would bring: %1 new, %2 changed, %3 kept as set here, %4 the same; %5 are only here.</source>
        <translation>Nichts wurde geändert. Eine Übernahme brächte: %1 neu, %2 geändert, %3 wie hier gesetzt, %4 gleich; %5 nur hier.</translation>
    </message>
    <message>
        <source>Imported: %1 new, %2 changed, %3 kept as set here, %4 the same; %5 are only here.</source>
        <translation>Übernommen: %1 neu, %2 geändert, %3 wie hier gesetzt, %4 gleich; %5 nur hier.</translation>
    </message>
    <message>
        <source>Take over what open-iscsi knows</source>
        <translation>Übernimmt, was open-iscsi kennt</translation>
    </message>
    <message>
        <source>Only show what would change.</source>
        <translation>Nur zeigen, was sich ändern würde.</translation>
    </message>
    <message>
        <source>Also overwrite what was set here.</source>
        <translation>Auch überschreiben, was hier gesetzt wurde.</translation>
    </message>
    <message>
        <source>Use open-iscsi&apos;s initiator name from now on.</source>
        <translation>Ab jetzt den Initiatornamen von open-iscsi verwenden.</translation>
    </message>
    <message>
        <source>Compares /etc/iscsi and /var/lib/iscsi with what is here.</source>
        <translation>Vergleicht /etc/iscsi und /var/lib/iscsi mit dem, was hier ist.</translation>
    </message>
    <message>
        <source>Takes over the targets and the name of another system.</source>
        <translation>Übernimmt die Ziele und den Namen eines anderen Systems.</translation>
    </message>
    <message>
        <source>Connect through this network device (eth1) or from this address (10.0.0.7).</source>
        <translation>Über dieses Netzwerkgerät (eth1) oder von dieser Adresse aus (10.0.0.7) verbinden.</translation>
    </message>
    <message>
        <source>--interface “%1”: %2.</source>
        <translation>--interface „%1“: %2.</translation>
    </message>
    <message>
        <source>Searches and later connects through this network device.</source>
        <translation>Sucht und verbindet später über dieses Netzwerkgerät.</translation>
    </message>
    <message>
        <source>  Interface</source>
        <translation>  Schnittstelle</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>Network device or source address through which it is reached; empty: as routed. Log out before.</source>
        <translation>Netzwerkgerät oder Absenderadresse, über die es erreicht wird; leer: wie die Routen es ergeben. Vorher abmelden.</translation>
    </message>
    <message>
        <source>“%1” is neither a network device nor a source address.</source>
        <translation>„%1“ ist weder ein Netzwerkgerät noch eine Absenderadresse.</translation>
    </message>
    <message>
        <source>Reaches it through this network device.</source>
        <translation>Erreicht es über dieses Netzwerkgerät.</translation>
    </message>
    <message>
        <source>Also running</source>
        <translation>Läuft auch</translation>
    </message>
    <message>
        <source>%1; do not connect one target with both</source>
        <translation>%1; kein Ziel mit beiden verbinden</translation>
    </message>
    <message>
        <source>  Made by</source>
        <translation>  Hergestellt von</translation>
    </message>
    <message>
        <source>  Log out</source>
        <translation>  Abmelden</translation>
    </message>
    <message>
        <source>never: this computer was started from it</source>
        <translation>nie: dieser Rechner wurde davon gestartet</translation>
    </message>
    <message>
        <source>The session with “%1” is Portolan&apos;s now.</source>
        <translation>Die Sitzung mit „%1“ gehört jetzt Portolan.</translation>
    </message>
    <message>
        <source>Its password could not be taken over; set it, or the session cannot come back after a break: portolanctl set-chap %1 --name NAME</source>
        <translation>Ihr Passwort konnte nicht übernommen werden; ohne eines kommt die Sitzung nach einem Abbruch nicht wieder: portolanctl set-chap %1 --name NAME</translation>
    </message>
    <message>
        <source>Make sessions of another program Portolan&apos;s, with their settings</source>
        <translation>Sitzungen eines anderen Programms mit ihren Einstellungen zu solchen von Portolan machen</translation>
    </message>
    <message>
        <source>After iscsid was ended; its disks go on and notice nothing.</source>
        <translation>Nachdem iscsid beendet wurde; seine Laufwerke laufen weiter und merken nichts.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>every %1, next %2</source>
        <translation>alle %1, als Nächstes %2</translation>
    </message>
    <message>
        <source>BY ITSELF</source>
        <translation>VON SELBST</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>ART</translation>
    </message>
    <message>
        <source>“%1” is not possible: it must be “never”, or 5min to 1d.</source>
        <translation>„%1“ ist nicht möglich; möglich ist „never“ oder 5min bis 1d.</translation>
    </message>
    <message>
        <source>%1 is searched only when you ask for it.</source>
        <translation>%1 wird nur durchsucht, wenn Sie es wollen.</translation>
    </message>
    <message>
        <source>%1 is searched again by itself every %2.</source>
        <translation>%1 wird von selbst alle %2 erneut durchsucht.</translation>
    </message>
    <message>
        <source>Search a storage server again and again, by itself</source>
        <translation>Einen Speicherserver von selbst immer wieder durchsuchen</translation>
    </message>
    <message>
        <source>The service searches it every hour; new targets are listed, none is connected.</source>
        <translation>Der Dienst durchsucht ihn jede Stunde; neue Ziele kommen in die Liste, keines wird verbunden.</translation>
    </message>
    <message>
        <source>Only when you ask for it.</source>
        <translation>Nur wenn Sie es wollen.</translation>
    </message>
    <message>
        <source>A label is for one target, not for all new ones.</source>
        <translation>Ein Name ist für ein Ziel, nicht für alle neuen.</translation>
    </message>
    <message>
        <source>New targets: %1</source>
        <translation>Neue Ziele: %1</translation>
    </message>
    <message>
        <source>Show or change what new targets begin with</source>
        <translation>Zeigen oder ändern, womit neue Ziele beginnen</translation>
    </message>
    <message>
        <source>Lists the settings of a target that is found or added.</source>
        <translation>Zählt die Einstellungen eines Ziels auf, das gefunden oder hinzugefügt wird.</translation>
    </message>
    <message>
        <source>Of new ones only; “set” changes those that are known.</source>
        <translation>Nur für neue; „set“ ändert die, die bekannt sind.</translation>
    </message>
    <message>
        <source>  Password last used</source>
        <translation>  Passwort zuletzt verwendet</translation>
    </message>
    <message>
        <source>--%1 has no use with --isns, which knows no passwords.</source>
        <translation>--%1 hat bei --isns keinen Nutzen, denn dort gibt es keine Passwörter.</translation>
    </message>
    <message>
        <source>%1 answers but knows no target for this computer; put its initiator name %2 into the discovery domain of the targets there.</source>
        <translation>%1 antwortet, kennt aber kein Ziel für diesen Rechner; nehmen Sie dort seinen Initiatornamen %2 in die Discovery-Domäne der Ziele auf.</translation>
    </message>
    <message>
        <source>Ask an iSNS server, which knows the targets of others.</source>
        <translation>Einen iSNS-Server fragen, der die Ziele anderer kennt.</translation>
    </message>
    <message>
        <source>Lists the targets that this computer may see, of all servers there.</source>
        <translation>Nennt die Ziele aller Server dort, die dieser Rechner sehen darf.</translation>
    </message>
    <message>
        <source>iSNS server</source>
        <translation>iSNS-Server</translation>
    </message>
    <message>
        <source>storage server</source>
        <translation>Speicherserver</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>  Connections</source>
        <translation>  Verbindungen</translation>
    </message>
</context>
<context>
    <name>ImportNotes</name>
    <message>
        <source>it does not exist</source>
        <translation>gibt es nicht</translation>
    </message>
    <message>
        <source>it is a symbolic link, which is not followed</source>
        <translation>ist eine symbolische Verknüpfung; solchen wird nicht gefolgt</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>it has more than 200000 entries</source>
        <translation>hat mehr als 200000 Einträge</translation>
    </message>
    <message>
        <source>it is larger than 256 KiB, as no file of open-iscsi is</source>
        <translation>ist größer als 256 KiB, wie keine Datei von open-iscsi</translation>
    </message>
    <message>
        <source>it is empty; open-iscsi was interrupted while it wrote</source>
        <translation>ist leer; open-iscsi wurde beim Schreiben unterbrochen</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>expected a regular file</source>
        <translation>hier wird eine gewöhnliche Datei erwartet</translation>
    </message>
    <message>
        <source>expected a folder for each portal</source>
        <translation>hier wird für jedes Portal ein Ordner erwartet</translation>
    </message>
    <message>
        <source>expected a folder for each target</source>
        <translation>hier wird für jedes Ziel ein Ordner erwartet</translation>
    </message>
    <message>
        <source>no file of open-iscsi has so many lines</source>
        <translation>so viele Zeilen hat keine Datei von open-iscsi</translation>
    </message>
    <message>
        <source>the record ends before “# END RECORD”; it was cut short</source>
        <translation>der Eintrag endet vor „# END RECORD“; er wurde abgeschnitten</translation>
    </message>
    <message>
        <source>the line is longer than 4096 bytes</source>
        <translation>die Zeile ist länger als 4096 Byte</translation>
    </message>
    <message>
        <source>expected text, not control characters</source>
        <translation>hier wird Text erwartet, keine Steuerzeichen</translation>
    </message>
    <message>
        <source>expected KEY = VALUE</source>
        <translation>hier wird SCHLÜSSEL = WERT erwartet</translation>
    </message>
    <message>
        <source>expected a key of printable characters before the equals sign</source>
        <translation>vor dem Gleichheitszeichen wird ein Schlüssel aus druckbaren Zeichen erwartet</translation>
    </message>
    <message>
        <source>expected node.name to be an iSCSI name (iqn., eui., naa.)</source>
        <translation>node.name muss ein iSCSI-Name sein (iqn., eui., naa.)</translation>
    </message>
    <message>
        <source>expected an address and a port from 1 to 65535 of the target</source>
        <translation>eine Adresse und ein Port von 1 bis 65535 des Ziels werden erwartet</translation>
    </message>
    <message>
        <source>expected an address and a port from 1 to 65535 to be asked for targets</source>
        <translation>eine Adresse und ein Port von 1 bis 65535 werden erwartet, die nach Zielen gefragt werden</translation>
    </message>
    <message>
        <source>expected InitiatorName= and an iSCSI name</source>
        <translation>InitiatorName= und ein iSCSI-Name werden erwartet</translation>
    </message>
    <message>
        <source>%1 must be a whole number; it is left at Portolan&apos;s default</source>
        <translation>%1 muss eine ganze Zahl sein; es bleibt bei Portolans Vorgabe</translation>
    </message>
    <message>
        <source>%1 must be %2 to %3; %4 is taken</source>
        <translation>%1 muss %2 bis %3 sein; %4 wird genommen</translation>
    </message>
    <message>
        <source>%1 must be Yes or No; it is left at Portolan&apos;s default</source>
        <translation>%1 muss Yes oder No sein; es bleibt bei Portolans Vorgabe</translation>
    </message>
    <message>
        <source>%1 prefers no digest but allows one; Portolan will prefer the digest</source>
        <translation>%1 bevorzugt keine Prüfsumme, erlaubt aber eine; Portolan bevorzugt die Prüfsumme</translation>
    </message>
    <message>
        <source>%1 must be None, CRC32C or both; the digest is preferred</source>
        <translation>%1 muss None, CRC32C oder beides sein; die Prüfsumme wird bevorzugt</translation>
    </message>
    <message>
        <source>%1 must be a network device&apos;s name; any device is used</source>
        <translation>%1 muss der Name eines Netzwerkgeräts sein; es wird keines vorgegeben</translation>
    </message>
    <message>
        <source>%1 must be an IP address; any device is used</source>
        <translation>%1 muss eine IP-Adresse sein; es wird keine vorgegeben</translation>
    </message>
    <message>
        <source>%1 must be manual, automatic or onboot; manual is taken</source>
        <translation>%1 muss manual, automatic oder onboot sein; manual wird genommen</translation>
    </message>
    <message>
        <source>%1 must not exceed MaxBurstLength, and is set to it</source>
        <translation>%1 darf nicht größer als MaxBurstLength sein und wird darauf gesetzt</translation>
    </message>
    <message>
        <source>%1 is given more than once; the last one counts</source>
        <translation>%1 steht mehrmals da; der letzte Wert gilt</translation>
    </message>
    <message>
        <source>further records of the same target, portal and interface</source>
        <translation>weitere Einträge für dasselbe Ziel, Portal und dieselbe Schnittstelle</translation>
    </message>
    <message>
        <source>records of the firmware (iBFT)</source>
        <translation>Einträge der Firmware (iBFT)</translation>
    </message>
    <message>
        <source>nodes over iSER or a host bus adapter: Portolan speaks TCP only</source>
        <translation>Wege über iSER oder einen Hostadapter: Portolan spricht nur TCP</translation>
    </message>
    <message>
        <source>binding to a MAC address: bind the node to a device&apos;s name instead</source>
        <translation>Bindung an eine MAC-Adresse: Binden Sie das Ziel stattdessen an den Namen eines Netzwerkgeräts</translation>
    </message>
    <message>
        <source>a CHAP name without its password, or the other way round</source>
        <translation>ein CHAP-Name ohne Passwort oder umgekehrt</translation>
    </message>
    <message>
        <source>CHAP names that are not text of at most 255 bytes</source>
        <translation>CHAP-Namen, die kein Text von höchstens 255 Byte sind</translation>
    </message>
    <message>
        <source>CHAP passwords shorter than 12 bytes, which RFC 7143 §9.2.1 forbids: set a longer one on both sides</source>
        <translation>CHAP-Passwörter unter 12 Byte, die RFC 7143 §9.2.1 verbietet: Setzen Sie auf beiden Seiten ein längeres</translation>
    </message>
    <message>
        <source>CHAP passwords longer than 255 bytes</source>
        <translation>CHAP-Passwörter über 255 Byte</translation>
    </message>
    <message>
        <source>the target&apos;s CHAP password where it equals this machine&apos;s, which RFC 7143 §9.2.1 forbids</source>
        <translation>das CHAP-Passwort des Ziels, wo es gleich dem dieses Rechners ist, was RFC 7143 §9.2.1 verbietet</translation>
    </message>
    <message>
        <source>the target&apos;s CHAP account where this machine has none that can be taken over</source>
        <translation>das CHAP-Konto des Ziels, wo dieser Rechner keines hat, das übernommen werden kann</translation>
    </message>
    <message>
        <source>“use_discoveryd”: Portolan asks a portal again when you tell it to</source>
        <translation>„use_discoveryd“: Portolan fragt ein Portal erneut, wenn Sie es sagen</translation>
    </message>
    <message>
        <source>%1 for targets found from now on: Portolan has no defaults of your own for new nodes</source>
        <translation>%1 für Ziele, die künftig gefunden werden: Portolan kennt keine eigenen Vorgaben für neue Ziele</translation>
    </message>
    <message>
        <source>“leading_login”: Portolan logs in to every node on its own</source>
        <translation>„leading_login“: Portolan meldet sich auf jedem Weg für sich an</translation>
    </message>
    <message>
        <source>“nr_sessions”: Portolan has one session per node</source>
        <translation>„nr_sessions“: Portolan hat eine Sitzung je Weg</translation>
    </message>
    <message>
        <source>“ERL” above 0: Portolan recovers by a new login (ErrorRecoveryLevel 0)</source>
        <translation>„ERL“ über 0: Portolan stellt durch eine neue Anmeldung wieder her (ErrorRecoveryLevel 0)</translation>
    </message>
    <message>
        <source>“MaxConnections”: Portolan has one connection per session</source>
        <translation>„MaxConnections“: Portolan hat eine Verbindung je Sitzung</translation>
    </message>
    <message>
        <source>“scan = manual”: Portolan looks for disks after each login</source>
        <translation>„scan = manual“: Portolan sucht nach jeder Anmeldung nach Festplatten</translation>
    </message>
    <message>
        <source>“reopen_max”: Portolan tries again until you disconnect</source>
        <translation>„reopen_max“: Portolan versucht es wieder, bis Sie trennen</translation>
    </message>
    <message>
        <source>“queue_depth”: Portolan lets the target&apos;s window decide</source>
        <translation>„queue_depth“: Portolan lässt das Fenster des Ziels entscheiden</translation>
    </message>
    <message>
        <source>“cmds_max”: Portolan lets the target&apos;s window decide</source>
        <translation>„cmds_max“: Portolan lässt das Fenster des Ziels entscheiden</translation>
    </message>
    <message>
        <source>“tcp.window_size”: the kernel sizes TCP windows by itself</source>
        <translation>„tcp.window_size“: Der Kernel bemisst TCP-Fenster selbst</translation>
    </message>
    <message>
        <source>“tcp.congestion_control” is not set per node</source>
        <translation>„tcp.congestion_control“ wird nicht je Ziel gesetzt</translation>
    </message>
    <message>
        <source>“MaxXmitDataSegmentLength”: Portolan sends what the target declares</source>
        <translation>„MaxXmitDataSegmentLength“: Portolan sendet, was das Ziel angibt</translation>
    </message>
    <message>
        <source>“chap_algs”: Portolan offers all, the strongest first</source>
        <translation>„chap_algs“: Portolan bietet alle an, das stärkste zuerst</translation>
    </message>
    <message>
        <source>firmware boot entries</source>
        <translation>Starteinträge der Firmware</translation>
    </message>
    <message>
        <source>“iface.initiatorname”: Portolan has one initiator name for all nodes</source>
        <translation>„iface.initiatorname“: Portolan hat einen Initiatornamen für alle Ziele</translation>
    </message>
    <message>
        <source>iSNS servers: add them with Storage servers</source>
        <translation>iSNS-Server: fügen Sie sie unter „Speicherserver“ hinzu</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Something went wrong inside Portolan while working on “%1”.</source>
        <translation>Bei der Arbeit an „%1“ ging in Portolan etwas schief.</translation>
    </message>
    <message>
        <source>Something went wrong inside Portolan.</source>
        <translation>In Portolan ging etwas schief.</translation>
    </message>
    <message>
        <source>This is a mistake in the program; please report it with the message in the log of portoland.</source>
        <translation>Das ist ein Fehler im Programm; bitte melden Sie ihn mit der Meldung im Protokoll von portoland.</translation>
    </message>
    <message>
        <source>“%1” has a value that is not possible.</source>
        <translation>„%1“ hat einen Wert, der nicht möglich ist.</translation>
    </message>
    <message>
        <source>A value is not possible.</source>
        <translation>Ein Wert ist nicht möglich.</translation>
    </message>
    <message>
        <source>Correct what was entered and try again.</source>
        <translation>Berichtigen Sie die Eingabe und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The Portolan service does not know an option that was asked for with “%1”.</source>
        <translation>Der Portolan-Dienst kennt eine Option nicht, die bei „%1“ verlangt wurde.</translation>
    </message>
    <message>
        <source>The Portolan service does not know an option that was asked for.</source>
        <translation>Der Portolan-Dienst kennt eine Option nicht, die verlangt wurde.</translation>
    </message>
    <message>
        <source>Program and service have different versions: update both, then restart portoland.</source>
        <translation>Programm und Dienst haben verschiedene Versionen: Aktualisieren Sie beide und starten Sie dann portoland neu.</translation>
    </message>
    <message>
        <source>“%1” is not known here (any more).</source>
        <translation>„%1“ ist hier nicht (mehr) bekannt.</translation>
    </message>
    <message>
        <source>What was asked for is not known here (any more).</source>
        <translation>Das Verlangte ist hier nicht (mehr) bekannt.</translation>
    </message>
    <message>
        <source>Search the storage server again, or look at the list of targets for the right name.</source>
        <translation>Durchsuchen Sie den Speicherserver erneut oder sehen Sie in der Liste der Ziele nach dem richtigen Namen.</translation>
    </message>
    <message>
        <source>“%1” is there already.</source>
        <translation>„%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Das gibt es schon.</translation>
    </message>
    <message>
        <source>Use the entry that exists, or remove it first.</source>
        <translation>Nehmen Sie den Eintrag, den es gibt, oder entfernen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>“%1” is connected or busy with something else.</source>
        <translation>„%1“ ist verbunden oder mit etwas anderem beschäftigt.</translation>
    </message>
    <message>
        <source>It is connected or busy with something else.</source>
        <translation>Es ist verbunden oder mit etwas anderem beschäftigt.</translation>
    </message>
    <message>
        <source>Wait until that has ended, or log out first, and try again.</source>
        <translation>Warten Sie, bis das zu Ende ist, oder melden Sie es zuerst ab, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The work on “%1” was cancelled.</source>
        <translation>Die Arbeit an „%1“ wurde abgebrochen.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>“%1” did not answer in time.</source>
        <translation>„%1“ hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>Es kam keine rechtzeitige Antwort.</translation>
    </message>
    <message>
        <source>Check the address and that the storage server is switched on and reachable through the network and its firewall.</source>
        <translation>Prüfen Sie die Adresse und ob der Speicherserver eingeschaltet und durch Netz und Firewall erreichbar ist.</translation>
    </message>
    <message>
        <source>You are not allowed to do this with “%1”.</source>
        <translation>Sie dürfen das mit „%1“ nicht tun.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Sie dürfen das nicht tun.</translation>
    </message>
    <message>
        <source>Confirm with an administrator&apos;s password when asked, or do it as an administrator.</source>
        <translation>Bestätigen Sie mit dem Passwort eines Verwalters, wenn danach gefragt wird, oder tun Sie es als Verwalter.</translation>
    </message>
    <message>
        <source>This is not possible with “%1” on this computer.</source>
        <translation>Das ist mit „%1“ auf diesem Rechner nicht möglich.</translation>
    </message>
    <message>
        <source>This is not possible on this computer.</source>
        <translation>Das ist auf diesem Rechner nicht möglich.</translation>
    </message>
    <message>
        <source>Choose another data plane for it, or update Portolan.</source>
        <translation>Wählen Sie dafür einen anderen Datenpfad oder aktualisieren Sie Portolan.</translation>
    </message>
    <message>
        <source>There is no computer with the name of “%1”.</source>
        <translation>Es gibt keinen Rechner mit dem Namen von „%1“.</translation>
    </message>
    <message>
        <source>There is no computer with this name.</source>
        <translation>Es gibt keinen Rechner mit diesem Namen.</translation>
    </message>
    <message>
        <source>Check the spelling, or use the IP address of the storage server.</source>
        <translation>Prüfen Sie die Schreibweise oder nehmen Sie die IP-Adresse des Speicherservers.</translation>
    </message>
    <message>
        <source>“%1” cannot be reached.</source>
        <translation>„%1“ ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The storage server cannot be reached.</source>
        <translation>Der Speicherserver ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check address and port, and that the storage server is switched on and in the same network.</source>
        <translation>Prüfen Sie Adresse und Port und ob der Speicherserver eingeschaltet und im selben Netz ist.</translation>
    </message>
    <message>
        <source>The connection to “%1” broke off.</source>
        <translation>Die Verbindung zu „%1“ ist abgebrochen.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>Die Verbindung ist abgebrochen.</translation>
    </message>
    <message>
        <source>Try again; if it happens often, check cables, network and the storage server.</source>
        <translation>Versuchen Sie es erneut; wenn es oft geschieht, prüfen Sie Kabel, Netz und Speicherserver.</translation>
    </message>
    <message>
        <source>What answers at “%1” does not speak iSCSI correctly.</source>
        <translation>Was auf „%1“ antwortet, spricht iSCSI nicht richtig.</translation>
    </message>
    <message>
        <source>What answers there does not speak iSCSI correctly.</source>
        <translation>Was dort antwortet, spricht iSCSI nicht richtig.</translation>
    </message>
    <message>
        <source>Check address and port: iSCSI usually has port 3260. If they are right, the storage server has a fault.</source>
        <translation>Prüfen Sie Adresse und Port: iSCSI hat gewöhnlich den Port 3260. Sind sie richtig, so hat der Speicherserver einen Fehler.</translation>
    </message>
    <message>
        <source>“%1” refused the login.</source>
        <translation>„%1“ hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>The target refused the login.</source>
        <translation>Das Ziel hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>The log of the storage server says why.</source>
        <translation>Das Protokoll des Speicherservers sagt, warum.</translation>
    </message>
    <message>
        <source>“%1” does not let this computer in: its initiator name is not on the list there.</source>
        <translation>„%1“ lässt diesen Rechner nicht hinein: Sein Initiatorname steht dort nicht auf der Liste.</translation>
    </message>
    <message>
        <source>The target does not let this computer in: its initiator name is not on the list there.</source>
        <translation>Das Ziel lässt diesen Rechner nicht hinein: Sein Initiatorname steht dort nicht auf der Liste.</translation>
    </message>
    <message>
        <source>Copy this computer&apos;s initiator name and add it to the allowed initiators on the storage server.</source>
        <translation>Kopieren Sie den Initiatornamen dieses Rechners und fügen Sie ihn auf dem Speicherserver den zugelassenen Initiatoren hinzu.</translation>
    </message>
    <message>
        <source>“%1” asks for a name and a password (CHAP).</source>
        <translation>„%1“ verlangt Namen und Passwort (CHAP).</translation>
    </message>
    <message>
        <source>The target asks for a name and a password (CHAP).</source>
        <translation>Das Ziel verlangt Namen und Passwort (CHAP).</translation>
    </message>
    <message>
        <source>Enter the name and the password that are set on the storage server.</source>
        <translation>Geben Sie Namen und Passwort ein, die auf dem Speicherserver gesetzt sind.</translation>
    </message>
    <message>
        <source>“%1” did not accept the name or the password.</source>
        <translation>„%1“ hat den Namen oder das Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>The target did not accept the name or the password.</source>
        <translation>Das Ziel hat den Namen oder das Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>Check name and password; they must be the same as on the storage server.</source>
        <translation>Prüfen Sie Namen und Passwort; sie müssen dieselben sein wie auf dem Speicherserver.</translation>
    </message>
    <message>
        <source>“%1” could not prove that it knows its own password.</source>
        <translation>„%1“ konnte nicht beweisen, dass es sein eigenes Passwort kennt.</translation>
    </message>
    <message>
        <source>The target could not prove that it knows its own password.</source>
        <translation>Das Ziel konnte nicht beweisen, dass es sein eigenes Passwort kennt.</translation>
    </message>
    <message>
        <source>Check the target&apos;s name and password (mutual CHAP). If they are right, something else answers at this address.</source>
        <translation>Prüfen Sie Namen und Passwort des Ziels (gegenseitiges CHAP). Sind sie richtig, so antwortet unter dieser Adresse etwas anderes.</translation>
    </message>
    <message>
        <source>A name is set for “%1” but no password.</source>
        <translation>Für „%1“ ist ein Name gesetzt, aber kein Passwort.</translation>
    </message>
    <message>
        <source>A name is set but no password.</source>
        <translation>Es ist ein Name gesetzt, aber kein Passwort.</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>Geben Sie das Passwort ein.</translation>
    </message>
    <message>
        <source>The password for “%1” is too short: it needs at least 12 characters.</source>
        <translation>Das Passwort für „%1“ ist zu kurz: Es braucht mindestens 12 Zeichen.</translation>
    </message>
    <message>
        <source>The password is too short: it needs at least 12 characters.</source>
        <translation>Das Passwort ist zu kurz: Es braucht mindestens 12 Zeichen.</translation>
    </message>
    <message>
        <source>Set a longer password on the storage server and here.</source>
        <translation>Setzen Sie auf dem Speicherserver und hier ein längeres Passwort.</translation>
    </message>
    <message>
        <source>The password for “%1” is too long: at most 255 characters are possible.</source>
        <translation>Das Passwort für „%1“ ist zu lang: Möglich sind höchstens 255 Zeichen.</translation>
    </message>
    <message>
        <source>The password is too long: at most 255 characters are possible.</source>
        <translation>Das Passwort ist zu lang: Möglich sind höchstens 255 Zeichen.</translation>
    </message>
    <message>
        <source>Set a shorter password on the storage server and here.</source>
        <translation>Setzen Sie auf dem Speicherserver und hier ein kürzeres Passwort.</translation>
    </message>
    <message>
        <source>Your password and the target&apos;s password for “%1” are the same.</source>
        <translation>Ihr Passwort und das des Ziels sind für „%1“ gleich.</translation>
    </message>
    <message>
        <source>Your password and the target&apos;s password are the same.</source>
        <translation>Ihr Passwort und das des Ziels sind gleich.</translation>
    </message>
    <message>
        <source>Mutual CHAP needs two different passwords: change one of them on the storage server and here.</source>
        <translation>Gegenseitiges CHAP braucht zwei verschiedene Passwörter: Ändern Sie eines davon auf dem Speicherserver und hier.</translation>
    </message>
    <message>
        <source>The disks of “%1” are in use.</source>
        <translation>Die Festplatten von „%1“ werden benutzt.</translation>
    </message>
    <message>
        <source>The disks are in use.</source>
        <translation>Die Festplatten werden benutzt.</translation>
    </message>
    <message>
        <source>Unmount them and close the programs that use them, then try again.</source>
        <translation>Hängen Sie sie aus und schließen Sie die Programme, die sie benutzen; versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The settings of “%1” could not be read or saved.</source>
        <translation>Die Einstellungen von „%1“ konnten nicht gelesen oder gespeichert werden.</translation>
    </message>
    <message>
        <source>The settings could not be read or saved.</source>
        <translation>Die Einstellungen konnten nicht gelesen oder gespeichert werden.</translation>
    </message>
    <message>
        <source>Check that the disk with Portolan&apos;s database is not full and not write-protected.</source>
        <translation>Prüfen Sie, ob die Festplatte mit Portolans Datenbank nicht voll und nicht schreibgeschützt ist.</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is damaged; nothing about “%1” was changed.</source>
        <translation>Portolans Datenbank ist beschädigt; an „%1“ wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is damaged; nothing was changed.</source>
        <translation>Portolans Datenbank ist beschädigt; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Put back a copy of the database, or move it away to begin with an empty one.</source>
        <translation>Spielen Sie eine Kopie der Datenbank zurück oder verschieben Sie sie, um mit einer leeren zu beginnen.</translation>
    </message>
    <message>
        <source>A newer version of Portolan wrote the database; nothing about “%1” was changed.</source>
        <translation>Eine neuere Version von Portolan hat die Datenbank geschrieben; an „%1“ wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A newer version of Portolan wrote the database; nothing was changed.</source>
        <translation>Eine neuere Version von Portolan hat die Datenbank geschrieben; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Update Portolan to at least that version.</source>
        <translation>Aktualisieren Sie Portolan mindestens auf diese Version.</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is write-protected; the change to “%1” was not saved.</source>
        <translation>Portolans Datenbank ist schreibgeschützt; die Änderung an „%1“ wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is write-protected; the change was not saved.</source>
        <translation>Portolans Datenbank ist schreibgeschützt; die Änderung wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Make the directory with Portolan&apos;s database writable for the service.</source>
        <translation>Machen Sie das Verzeichnis mit Portolans Datenbank für den Dienst beschreibbar.</translation>
    </message>
    <message>
        <source>Another Portolan service already uses “%1”.</source>
        <translation>Ein anderer Portolan-Dienst benutzt „%1“ schon.</translation>
    </message>
    <message>
        <source>Another Portolan service is already running.</source>
        <translation>Ein anderer Portolan-Dienst läuft schon.</translation>
    </message>
    <message>
        <source>Use the one that runs, or stop it first.</source>
        <translation>Nehmen Sie den, der läuft, oder beenden Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>The Portolan service is not running, so nothing can be done with “%1” now.</source>
        <translation>Der Portolan-Dienst läuft nicht, deshalb ist mit „%1“ jetzt nichts möglich.</translation>
    </message>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Der Portolan-Dienst läuft nicht.</translation>
    </message>
    <message>
        <source>Start it with “systemctl start portoland”; if there is no such service, install it.</source>
        <translation>Starten Sie ihn mit „systemctl start portoland“; gibt es diesen Dienst nicht, so installieren Sie ihn.</translation>
    </message>
    <message>
        <source>“%1” is elsewhere for the time being, and the way there led nowhere.</source>
        <translation>„%1“ ist zurzeit anderswo, und der Weg dorthin führte ins Leere.</translation>
    </message>
    <message>
        <source>The target is elsewhere for the time being, and the way there led nowhere.</source>
        <translation>Das Ziel ist zurzeit anderswo, und der Weg dorthin führte ins Leere.</translation>
    </message>
    <message>
        <source>Try again later; if it stays so, check the redirection on the storage server.</source>
        <translation>Versuchen Sie es später erneut; bleibt es so, prüfen Sie die Umleitung auf dem Speicherserver.</translation>
    </message>
    <message>
        <source>“%1” has moved for good, and the way there led nowhere.</source>
        <translation>„%1“ ist für immer umgezogen, und der Weg dorthin führte ins Leere.</translation>
    </message>
    <message>
        <source>The target has moved for good, and the way there led nowhere.</source>
        <translation>Das Ziel ist für immer umgezogen, und der Weg dorthin führte ins Leere.</translation>
    </message>
    <message>
        <source>Ask the storage server&apos;s administrator for its new address.</source>
        <translation>Fragen Sie den Verwalter des Speicherservers nach der neuen Adresse.</translation>
    </message>
    <message>
        <source>“%1” refused the login and blames this computer without saying why.</source>
        <translation>„%1“ hat die Anmeldung abgelehnt und beschuldigt diesen Rechner, ohne zu sagen, weshalb.</translation>
    </message>
    <message>
        <source>The target refused the login and blames this computer without saying why.</source>
        <translation>Das Ziel hat die Anmeldung abgelehnt und beschuldigt diesen Rechner, ohne zu sagen, weshalb.</translation>
    </message>
    <message>
        <source>The log of the storage server says more. Resetting this target&apos;s settings may help.</source>
        <translation>Das Protokoll des Speicherservers sagt mehr. Vielleicht hilft es, die Einstellungen dieses Ziels zurückzusetzen.</translation>
    </message>
    <message>
        <source>The storage server does not have “%1”.</source>
        <translation>Der Speicherserver hat „%1“ nicht.</translation>
    </message>
    <message>
        <source>The storage server does not have this target.</source>
        <translation>Der Speicherserver hat dieses Ziel nicht.</translation>
    </message>
    <message>
        <source>Search the storage server again; the target may have been renamed or deleted.</source>
        <translation>Durchsuchen Sie den Speicherserver erneut; vielleicht wurde das Ziel umbenannt oder gelöscht.</translation>
    </message>
    <message>
        <source>“%1” was taken away from the storage server and not moved elsewhere.</source>
        <translation>„%1“ wurde vom Speicherserver entfernt und nicht anderswohin verlegt.</translation>
    </message>
    <message>
        <source>The target was taken away from the storage server and not moved elsewhere.</source>
        <translation>Das Ziel wurde vom Speicherserver entfernt und nicht anderswohin verlegt.</translation>
    </message>
    <message>
        <source>Ask the storage server&apos;s administrator, or remove it from this list.</source>
        <translation>Fragen Sie den Verwalter des Speicherservers oder entfernen Sie es aus dieser Liste.</translation>
    </message>
    <message>
        <source>“%1” speaks another version of iSCSI.</source>
        <translation>„%1“ spricht eine andere Version von iSCSI.</translation>
    </message>
    <message>
        <source>The target speaks another version of iSCSI.</source>
        <translation>Das Ziel spricht eine andere Version von iSCSI.</translation>
    </message>
    <message>
        <source>Update the software of the storage server.</source>
        <translation>Aktualisieren Sie die Software des Speicherservers.</translation>
    </message>
    <message>
        <source>“%1” has no room for another connection.</source>
        <translation>„%1“ hat keinen Platz für eine weitere Verbindung.</translation>
    </message>
    <message>
        <source>The target has no room for another connection.</source>
        <translation>Das Ziel hat keinen Platz für eine weitere Verbindung.</translation>
    </message>
    <message>
        <source>Log out another computer from it, or raise its limit on the storage server.</source>
        <translation>Melden Sie einen anderen Rechner davon ab oder erhöhen Sie die Grenze auf dem Speicherserver.</translation>
    </message>
    <message>
        <source>“%1” missed something in the login of this computer.</source>
        <translation>„%1“ hat in der Anmeldung dieses Rechners etwas vermisst.</translation>
    </message>
    <message>
        <source>The target missed something in the login of this computer.</source>
        <translation>Das Ziel hat in der Anmeldung dieses Rechners etwas vermisst.</translation>
    </message>
    <message>
        <source>Check whether it needs a password, and look into the log of the storage server.</source>
        <translation>Prüfen Sie, ob es ein Passwort braucht, und sehen Sie ins Protokoll des Speicherservers.</translation>
    </message>
    <message>
        <source>“%1” cannot add this connection to the existing session.</source>
        <translation>„%1“ kann diese Verbindung der bestehenden Sitzung nicht hinzufügen.</translation>
    </message>
    <message>
        <source>The target cannot add this connection to the existing session.</source>
        <translation>Das Ziel kann diese Verbindung der bestehenden Sitzung nicht hinzufügen.</translation>
    </message>
    <message>
        <source>Log out and in again.</source>
        <translation>Melden Sie es ab und wieder an.</translation>
    </message>
    <message>
        <source>“%1” does not offer this kind of session.</source>
        <translation>„%1“ bietet diese Art von Sitzung nicht an.</translation>
    </message>
    <message>
        <source>The target does not offer this kind of session.</source>
        <translation>Das Ziel bietet diese Art von Sitzung nicht an.</translation>
    </message>
    <message>
        <source>If searching fails this way, add the target by hand with its name and address.</source>
        <translation>Wenn die Suche so fehlschlägt, fügen Sie das Ziel von Hand mit Namen und Adresse hinzu.</translation>
    </message>
    <message>
        <source>“%1” has forgotten the session.</source>
        <translation>„%1“ hat die Sitzung vergessen.</translation>
    </message>
    <message>
        <source>The target has forgotten the session.</source>
        <translation>Das Ziel hat die Sitzung vergessen.</translation>
    </message>
    <message>
        <source>“%1” did not understand the login.</source>
        <translation>„%1“ hat die Anmeldung nicht verstanden.</translation>
    </message>
    <message>
        <source>The target did not understand the login.</source>
        <translation>Das Ziel hat die Anmeldung nicht verstanden.</translation>
    </message>
    <message>
        <source>Reset this target&apos;s settings to their defaults, or update the storage server.</source>
        <translation>Setzen Sie die Einstellungen dieses Ziels auf die Vorgaben zurück oder aktualisieren Sie den Speicherserver.</translation>
    </message>
    <message>
        <source>“%1” has a fault of its own.</source>
        <translation>„%1“ hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>The target has a fault of its own.</source>
        <translation>Das Ziel hat selbst einen Fehler.</translation>
    </message>
    <message>
        <source>Try again later; the log of the storage server says more.</source>
        <translation>Versuchen Sie es später erneut; das Protokoll des Speicherservers sagt mehr.</translation>
    </message>
    <message>
        <source>“%1” is not available at the moment.</source>
        <translation>„%1“ ist im Augenblick nicht verfügbar.</translation>
    </message>
    <message>
        <source>The target is not available at the moment.</source>
        <translation>Das Ziel ist im Augenblick nicht verfügbar.</translation>
    </message>
    <message>
        <source>Try again later; check whether it is switched on at the storage server.</source>
        <translation>Versuchen Sie es später erneut; prüfen Sie am Speicherserver, ob es eingeschaltet ist.</translation>
    </message>
    <message>
        <source>“%1” is overloaded and takes no login now.</source>
        <translation>„%1“ ist überlastet und nimmt jetzt keine Anmeldung an.</translation>
    </message>
    <message>
        <source>The target is overloaded and takes no login now.</source>
        <translation>Das Ziel ist überlastet und nimmt jetzt keine Anmeldung an.</translation>
    </message>
    <message>
        <source>Try again later, or log out another computer from it.</source>
        <translation>Versuchen Sie es später erneut oder melden Sie einen anderen Rechner davon ab.</translation>
    </message>
    <message>
        <source>“%1” refused the login for a reason of its own.</source>
        <translation>„%1“ hat die Anmeldung aus einem eigenen Grund abgelehnt.</translation>
    </message>
    <message>
        <source>The target refused the login for a reason of its own.</source>
        <translation>Das Ziel hat die Anmeldung aus einem eigenen Grund abgelehnt.</translation>
    </message>
    <message>
        <source>“%1” cannot take a login at the moment.</source>
        <translation>„%1“ kann im Augenblick keine Anmeldung annehmen.</translation>
    </message>
    <message>
        <source>The target cannot take a login at the moment.</source>
        <translation>Das Ziel kann im Augenblick keine Anmeldung annehmen.</translation>
    </message>
    <message>
        <source>The computer at “%1” is there, but no iSCSI service answers.</source>
        <translation>Der Rechner unter „%1“ ist da, aber kein iSCSI-Dienst antwortet.</translation>
    </message>
    <message>
        <source>The computer is there, but no iSCSI service answers.</source>
        <translation>Der Rechner ist da, aber kein iSCSI-Dienst antwortet.</translation>
    </message>
    <message>
        <source>Check the port (usually 3260) and that the iSCSI service of the storage server is switched on.</source>
        <translation>Prüfen Sie den Port (gewöhnlich 3260) und ob der iSCSI-Dienst des Speicherservers eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Nobody answers at “%1”.</source>
        <translation>Niemand antwortet unter „%1“.</translation>
    </message>
    <message>
        <source>Nobody answers at this address.</source>
        <translation>Niemand antwortet unter dieser Adresse.</translation>
    </message>
    <message>
        <source>Check the address, that the storage server is switched on, and that no firewall is in the way.</source>
        <translation>Prüfen Sie die Adresse, ob der Speicherserver eingeschaltet ist und dass keine Firewall im Weg ist.</translation>
    </message>
    <message>
        <source>No computer is found at the address of “%1”.</source>
        <translation>Unter der Adresse von „%1“ ist kein Rechner zu finden.</translation>
    </message>
    <message>
        <source>No computer is found at this address.</source>
        <translation>Unter dieser Adresse ist kein Rechner zu finden.</translation>
    </message>
    <message>
        <source>Check the address, and that the storage server is switched on and in the same network.</source>
        <translation>Prüfen Sie die Adresse und ob der Speicherserver eingeschaltet und im selben Netz ist.</translation>
    </message>
    <message>
        <source>This computer has no way into the network of “%1”.</source>
        <translation>Dieser Rechner hat keinen Weg ins Netz von „%1“.</translation>
    </message>
    <message>
        <source>This computer has no way into that network.</source>
        <translation>Dieser Rechner hat keinen Weg in dieses Netz.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s network connection.</source>
        <translation>Prüfen Sie die Netzverbindung dieses Rechners.</translation>
    </message>
    <message>
        <source>The search at “%1” is done.</source>
        <translation>Die Suche auf „%1“ ist fertig.</translation>
    </message>
    <message>
        <source>The search at “%1” failed.</source>
        <translation>Die Suche auf „%1“ ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Logged in to “%1”.</source>
        <translation>An „%1“ angemeldet.</translation>
    </message>
    <message>
        <source>Could not log in to “%1”.</source>
        <translation>Die Anmeldung an „%1“ ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>“%1” is online.</source>
        <translation>„%1“ ist in Betrieb.</translation>
    </message>
    <message>
        <source>The connection to “%1” is lost; programs that use its disks wait.</source>
        <translation>Die Verbindung zu „%1“ ist verloren; Programme, die seine Festplatten benutzen, warten.</translation>
    </message>
    <message>
        <source>Trying to reach “%1” again.</source>
        <translation>„%1“ wird wieder versucht.</translation>
    </message>
    <message>
        <source>“%1” is back; waiting requests go on.</source>
        <translation>„%1“ ist wieder da; wartende Anforderungen gehen weiter.</translation>
    </message>
    <message>
        <source>Took over the running session with “%1”; nothing was interrupted.</source>
        <translation>Die laufende Sitzung mit „%1“ übernommen; nichts wurde unterbrochen.</translation>
    </message>
    <message>
        <source>“%1” was away too long: programs that use its disks now get errors.</source>
        <translation>„%1“ war zu lange weg: Programme, die seine Festplatten benutzen, bekommen jetzt Fehler.</translation>
    </message>
    <message>
        <source>The session with “%1” has ended.</source>
        <translation>Die Sitzung mit „%1“ ist zu Ende.</translation>
    </message>
    <message>
        <source>“%1” sent us to another of its addresses.</source>
        <translation>„%1“ hat uns an eine andere seiner Adressen geschickt.</translation>
    </message>
    <message>
        <source>Logged out from “%1”.</source>
        <translation>Von „%1“ abgemeldet.</translation>
    </message>
    <message>
        <source>Could not log out from “%1”.</source>
        <translation>Die Abmeldung von „%1“ ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Did not log out from “%1”: its disks are in use.</source>
        <translation>Nicht von „%1“ abgemeldet: Seine Festplatten werden benutzt.</translation>
    </message>
    <message>
        <source>“%1” has a disk: %2.</source>
        <translation>„%1“ hat eine Festplatte: %2.</translation>
    </message>
    <message>
        <source>“%1” no longer has the disk %2.</source>
        <translation>„%1“ hat die Festplatte %2 nicht mehr.</translation>
    </message>
    <message>
        <source>The disk %2 of “%1” has a new size.</source>
        <translation>Die Festplatte %2 von „%1“ hat eine neue Größe.</translation>
    </message>
    <message>
        <source>“%1” is connected but offers no disk; assign one to this computer on the storage server.</source>
        <translation>„%1“ ist verbunden, bietet aber keine Festplatte an; weisen Sie diesem Rechner auf dem Speicherserver eine zu.</translation>
    </message>
    <message>
        <source>The disk %2 of “%1” cannot be used.</source>
        <translation>Die Festplatte %2 von „%1“ ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>A disk of “%1” is there as a file only: no block device could be made for it.</source>
        <translation>Eine Festplatte von „%1“ ist nur als Datei da: Ein Blockgerät dafür konnte nicht angelegt werden.</translation>
    </message>
    <message>
        <source>“%1” reports that something about its disks has changed.</source>
        <translation>„%1“ meldet, dass sich an seinen Festplatten etwas geändert hat.</translation>
    </message>
    <message>
        <source>“%1” asked us to log out; it will be reached again by itself.</source>
        <translation>„%1“ hat um die Abmeldung gebeten; es wird von selbst wieder verbunden.</translation>
    </message>
    <message>
        <source>“%1” announced that it drops the connection; it will be reached again by itself.</source>
        <translation>„%1“ hat angekündigt, die Verbindung zu trennen; es wird von selbst wieder verbunden.</translation>
    </message>
    <message>
        <source>“%1” wants to agree anew on the details of the connection.</source>
        <translation>„%1“ will die Einzelheiten der Verbindung neu aushandeln.</translation>
    </message>
    <message>
        <source>“%1” sent a message that does not concern this computer.</source>
        <translation>„%1“ hat eine Nachricht geschickt, die diesen Rechner nicht betrifft.</translation>
    </message>
    <message>
        <source>“%1” is new in the list.</source>
        <translation>„%1“ ist neu in der Liste.</translation>
    </message>
    <message>
        <source>“%1” was removed from the list.</source>
        <translation>„%1“ wurde aus der Liste entfernt.</translation>
    </message>
    <message>
        <source>“%1” has changed on the storage server.</source>
        <translation>„%1“ hat sich auf dem Speicherserver geändert.</translation>
    </message>
    <message>
        <source>The storage server does not name “%1” any more.</source>
        <translation>Der Speicherserver nennt „%1“ nicht mehr.</translation>
    </message>
    <message>
        <source>The storage server “%1” was removed from the list.</source>
        <translation>Der Speicherserver „%1“ wurde aus der Liste entfernt.</translation>
    </message>
    <message>
        <source>The settings of “%1” were changed.</source>
        <translation>Die Einstellungen von „%1“ wurden geändert.</translation>
    </message>
    <message>
        <source>The password for “%1” was changed.</source>
        <translation>Das Passwort für „%1“ wurde geändert.</translation>
    </message>
    <message>
        <source>The password for “%1” was removed.</source>
        <translation>Das Passwort für „%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name was changed; it is used from the next login on.</source>
        <translation>Der Initiatorname dieses Rechners wurde geändert; er gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>“%1” sent a message about itself.</source>
        <translation>„%1“ hat eine Nachricht über sich selbst geschickt.</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>It cannot be used: %1.</source>
        <translation>Sie ist nicht verwendbar: %1.</translation>
    </message>
    <message>
        <source>It was away for %1 s.</source>
        <translation>Es war %1 s lang weg.</translation>
    </message>
    <message>
        <source>Targets found: %1.</source>
        <translation>Gefundene Ziele: %1.</translation>
    </message>
    <message>
        <source>How the two sides prove who they are before anything else is said.</source>
        <translation>Wie beide Seiten beweisen, wer sie sind, bevor etwas anderes gesagt wird.</translation>
    </message>
    <message>
        <source>Whether every message header carries a checksum against errors on the way.</source>
        <translation>Ob jeder Kopf einer Nachricht eine Prüfsumme gegen Fehler auf dem Weg trägt.</translation>
    </message>
    <message>
        <source>Whether all data carries a checksum against errors on the way; costs some speed.</source>
        <translation>Ob alle Daten eine Prüfsumme gegen Fehler auf dem Weg tragen; kostet etwas Geschwindigkeit.</translation>
    </message>
    <message>
        <source>How many network connections this session may use at the same time.</source>
        <translation>Wie viele Netzverbindungen diese Sitzung zugleich benutzen darf.</translation>
    </message>
    <message>
        <source>The question for the list of targets.</source>
        <translation>Die Frage nach der Liste der Ziele.</translation>
    </message>
    <message>
        <source>The worldwide unique name of the target.</source>
        <translation>Der weltweit eindeutige Name des Ziels.</translation>
    </message>
    <message>
        <source>The worldwide unique name of this computer.</source>
        <translation>Der weltweit eindeutige Name dieses Rechners.</translation>
    </message>
    <message>
        <source>A name the target gives itself for people to read.</source>
        <translation>Ein Name, den sich das Ziel für Menschen gibt.</translation>
    </message>
    <message>
        <source>A name this computer gives itself for people to read.</source>
        <translation>Ein Name, den sich dieser Rechner für Menschen gibt.</translation>
    </message>
    <message>
        <source>Where the target can be reached.</source>
        <translation>Wo das Ziel erreichbar ist.</translation>
    </message>
    <message>
        <source>Which group of the target&apos;s network addresses this connection belongs to.</source>
        <translation>Zu welcher Gruppe der Netzadressen des Ziels diese Verbindung gehört.</translation>
    </message>
    <message>
        <source>Whether a write waits until the target asks for its data; “No” makes small writes faster.</source>
        <translation>Ob ein Schreibvorgang wartet, bis das Ziel nach den Daten fragt; „No“ macht kleine Schreibvorgänge schneller.</translation>
    </message>
    <message>
        <source>Whether the beginning of a write travels together with its command; “Yes” makes small writes faster.</source>
        <translation>Ob der Anfang eines Schreibvorgangs mit seinem Befehl reist; „Yes“ macht kleine Schreibvorgänge schneller.</translation>
    </message>
    <message>
        <source>The most bytes that one message to this side may carry.</source>
        <translation>Wie viele Bytes eine Nachricht an diese Seite höchstens trägt.</translation>
    </message>
    <message>
        <source>The most bytes that move in one go between two acknowledgements.</source>
        <translation>Wie viele Bytes höchstens zwischen zwei Bestätigungen in einem Zug übertragen werden.</translation>
    </message>
    <message>
        <source>The most bytes of a write that are sent before the target asks for them.</source>
        <translation>Wie viele Bytes eines Schreibvorgangs höchstens gesendet werden, bevor das Ziel danach fragt.</translation>
    </message>
    <message>
        <source>How many seconds to wait after a broken connection before trying again.</source>
        <translation>Wie viele Sekunden nach einer abgebrochenen Verbindung bis zum nächsten Versuch gewartet wird.</translation>
    </message>
    <message>
        <source>How many seconds after that the target still keeps unfinished requests.</source>
        <translation>Wie viele Sekunden danach das Ziel unfertige Anforderungen noch behält.</translation>
    </message>
    <message>
        <source>How many pieces of one write the target may ask for at the same time.</source>
        <translation>Nach wie vielen Stücken eines Schreibvorgangs das Ziel zugleich fragen darf.</translation>
    </message>
    <message>
        <source>Whether the messages of one data sequence keep their order.</source>
        <translation>Ob die Nachrichten einer Datenfolge ihre Reihenfolge behalten.</translation>
    </message>
    <message>
        <source>Whether the parts of a large transfer keep their order.</source>
        <translation>Ob die Teile einer großen Übertragung ihre Reihenfolge behalten.</translation>
    </message>
    <message>
        <source>How finely errors are repaired: 0 starts the session anew, 1 sends lost messages again, 2 replaces a connection.</source>
        <translation>Wie fein Fehler behoben werden: 0 beginnt die Sitzung neu, 1 sendet verlorene Nachrichten noch einmal, 2 ersetzt eine Verbindung.</translation>
    </message>
    <message>
        <source>Whether the session is for using disks or only for asking which targets there are.</source>
        <translation>Ob die Sitzung zum Benutzen von Festplatten ist oder nur zum Fragen, welche Ziele es gibt.</translation>
    </message>
    <message>
        <source>How the target reports requests that somebody else has cleared away.</source>
        <translation>Wie das Ziel Anforderungen meldet, die jemand anders gelöscht hat.</translation>
    </message>
    <message>
        <source>Which edition of the iSCSI standard both sides follow.</source>
        <translation>Welcher Ausgabe des iSCSI-Standards beide Seiten folgen.</translation>
    </message>
    <message>
        <source>What system the other side says it runs on; for its administrators only.</source>
        <translation>Auf welchem System die andere Seite nach eigener Auskunft läuft; nur für ihre Verwalter.</translation>
    </message>
    <message>
        <source>An old way to find the beginning of messages; no longer in use.</source>
        <translation>Eine alte Weise, den Anfang von Nachrichten zu finden; nicht mehr in Gebrauch.</translation>
    </message>
    <message>
        <source>A setting particular to this target.</source>
        <translation>Eine Einstellung, die nur dieses Ziel kennt.</translation>
    </message>
    <message>
        <source>Looking up the address…</source>
        <translation>Adresse wird nachgeschlagen …</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Wird verbunden …</translation>
    </message>
    <message>
        <source>Proving who is who…</source>
        <translation>Beide Seiten weisen sich aus …</translation>
    </message>
    <message>
        <source>Agreeing on the details of the connection…</source>
        <translation>Einzelheiten der Verbindung werden ausgehandelt …</translation>
    </message>
    <message>
        <source>Asking for the list of targets…</source>
        <translation>Die Liste der Ziele wird erfragt …</translation>
    </message>
    <message>
        <source>Looking for disks…</source>
        <translation>Nach Festplatten wird gesehen …</translation>
    </message>
    <message>
        <source>Waiting until the disks are ready…</source>
        <translation>Warten, bis die Festplatten bereit sind …</translation>
    </message>
    <message>
        <source>Waiting for the next attempt…</source>
        <translation>Warten auf den nächsten Versuch …</translation>
    </message>
    <message>
        <source>%1 is used as swap space</source>
        <translation>%1 wird als Auslagerungsspeicher benutzt</translation>
    </message>
    <message>
        <source>%1 belongs to a volume group (LVM)</source>
        <translation>%1 gehört zu einer Datenträgergruppe (LVM)</translation>
    </message>
    <message>
        <source>%1 belongs to a RAID array</source>
        <translation>%1 gehört zu einem RAID-Verbund</translation>
    </message>
    <message>
        <source>%1 holds an unlocked encrypted volume</source>
        <translation>%1 enthält einen entsperrten verschlüsselten Datenträger</translation>
    </message>
    <message>
        <source>%1 is a path of a multipath disk</source>
        <translation>%1 ist ein Pfad einer Multipath-Festplatte</translation>
    </message>
    <message>
        <source>%1 is behind a loop device</source>
        <translation>%1 liegt hinter einem Loop-Gerät</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>disconnecting</source>
        <translation>wird getrennt</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>wird neu verbunden</translation>
    </message>
    <message>
        <source>connected by the system</source>
        <translation>vom System verbunden</translation>
    </message>
    <message>
        <source>missing on the server</source>
        <translation>fehlt auf dem Server</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>nicht in Gebrauch</translation>
    </message>
    <message>
        <source>logging in</source>
        <translation>wird angemeldet</translation>
    </message>
    <message>
        <source>online</source>
        <translation>in Betrieb</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>logging out</source>
        <translation>wird abgemeldet</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>CHAP</source>
        <translation>CHAP</translation>
    </message>
    <message>
        <source>mutual CHAP</source>
        <translation>gegenseitiges CHAP</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit …</translation>
    </message>
    <message>
        <source> by process %1</source>
        <translation> durch den Prozess %1</translation>
    </message>
    <message>
        <source>%1 is mounted at %2</source>
        <translation>%1 ist unter %2 eingehängt</translation>
    </message>
    <message>
        <source>%1 is mounted at %2 (%3)</source>
        <translation>%1 ist unter %2 eingehängt (%3)</translation>
    </message>
    <message>
        <source>%1 is open in %2 (process %3)</source>
        <translation>%1 ist in %2 geöffnet (Prozess %3)</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>einem Programm</translation>
    </message>
    <message>
        <source>%1 is in use</source>
        <translation>%1 wird benutzt</translation>
    </message>
    <message>
        <source>Took over what open-iscsi knows, from “%1”.</source>
        <translation>Übernommen, was open-iscsi kennt, aus „%1“.</translation>
    </message>
    <message>
        <source>This computer does not have the network device through which “%1” is to be reached.</source>
        <translation>Dieser Computer hat das Netzwerkgerät nicht, über das „%1“ erreicht werden soll.</translation>
    </message>
    <message>
        <source>This computer does not have that network device.</source>
        <translation>Dieser Computer hat dieses Netzwerkgerät nicht.</translation>
    </message>
    <message>
        <source>Check the network device&apos;s name (“ip link” lists them), or leave the interface empty.</source>
        <translation>Prüfen Sie den Namen des Netzwerkgeräts („ip link“ zeigt alle), oder lassen Sie die Schnittstelle leer.</translation>
    </message>
    <message>
        <source>This computer does not have the address from which “%1” is to be reached.</source>
        <translation>Dieser Computer hat die Adresse nicht, von der aus „%1“ erreicht werden soll.</translation>
    </message>
    <message>
        <source>This computer does not have that address.</source>
        <translation>Dieser Computer hat diese Adresse nicht.</translation>
    </message>
    <message>
        <source>Check the source address (“ip address” lists them), or leave the interface empty.</source>
        <translation>Prüfen Sie die Absenderadresse („ip address“ zeigt alle), oder lassen Sie die Schnittstelle leer.</translation>
    </message>
    <message>
        <source>“%1” cannot be reached from the source address: one is IPv4, the other IPv6.</source>
        <translation>„%1“ ist von der Absenderadresse aus nicht zu erreichen: die eine ist IPv4, die andere IPv6.</translation>
    </message>
    <message>
        <source>Source address and portal do not fit: one is IPv4, the other IPv6.</source>
        <translation>Absenderadresse und Portal passen nicht zusammen: das eine ist IPv4, das andere IPv6.</translation>
    </message>
    <message>
        <source>Use two addresses of the same kind, or leave the interface empty.</source>
        <translation>Verwenden Sie zwei Adressen derselben Art, oder lassen Sie die Schnittstelle leer.</translation>
    </message>
    <message>
        <source>%1 holds the swap file %2</source>
        <translation>%1 enthält die Auslagerungsdatei %2</translation>
    </message>
    <message>
        <source>%1 holds the volume %2 (LVM)</source>
        <translation>%1 trägt den Datenträger %2 (LVM)</translation>
    </message>
    <message>
        <source>%1 belongs to the RAID array %2</source>
        <translation>%1 gehört zum RAID-Verbund %2</translation>
    </message>
    <message>
        <source>%1 holds the unlocked encrypted volume %2</source>
        <translation>%1 enthält den entsperrten verschlüsselten Datenträger %2</translation>
    </message>
    <message>
        <source>%1 is a path of the multipath disk %2</source>
        <translation>%1 ist ein Pfad des Multipath-Datenträgers %2</translation>
    </message>
    <message>
        <source>%1 is behind the loop device %2</source>
        <translation>%1 steht hinter dem Loop-Gerät %2</translation>
    </message>
    <message>
        <source>%1 is used by %2</source>
        <translation>%1 wird von %2 benutzt</translation>
    </message>
    <message numerus="yes">
        <source>%1 is a path of the multipath disk %2, which has %n other path(s) that work: %3</source>
        <translation>
            <numerusform>%1 ist ein Pfad des Multipath-Datenträgers %2, der %n anderen funktionierenden Pfad hat: %3</numerusform>
            <numerusform>%1 ist ein Pfad des Multipath-Datenträgers %2, der %n andere funktionierende Pfade hat: %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is the last working path of the multipath disk %2; the others: %3</source>
        <translation>%1 ist der letzte funktionierende Pfad des Multipath-Datenträgers %2; die anderen: %3</translation>
    </message>
    <message>
        <source>The kernel’s own iSCSI cannot be used here; disks are files and loop devices instead.</source>
        <translation>Das iSCSI des Kernels kann hier nicht benutzt werden; Festplatten sind stattdessen Dateien und Loop-Geräte.</translation>
    </message>
    <message>
        <source>The password with which “%1” proves itself was changed.</source>
        <translation>Das Passwort, mit dem „%1“ sich ausweist, wurde geändert.</translation>
    </message>
    <message>
        <source>The password with which “%1” proves itself was removed.</source>
        <translation>Das Passwort, mit dem „%1“ sich ausweist, wurde entfernt.</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Dateien werden gelesen …</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
    <message>
        <source>does not identify itself</source>
        <translation>gibt sich nicht zu erkennen</translation>
    </message>
    <message>
        <source>does not tell its size</source>
        <translation>nennt ihre Größe nicht</translation>
    </message>
    <message>
        <source>does not tell a usable size</source>
        <translation>nennt keine brauchbare Größe</translation>
    </message>
    <message>
        <source>no device is connected to this unit</source>
        <translation>an dieser Einheit ist kein Gerät angeschlossen</translation>
    </message>
    <message>
        <source>its size is not one that a file can have</source>
        <translation>ihre Größe kann keine Datei haben</translation>
    </message>
    <message>
        <source>taken offline by the kernel</source>
        <translation>vom Kernel stillgelegt</translation>
    </message>
    <message>
        <source>the target does not offer it any more, and it is in use</source>
        <translation>das Ziel bietet sie nicht mehr an, und sie ist in Benutzung</translation>
    </message>
    <message>
        <source>another disk took its place while it was in use; it was taken offline</source>
        <translation>eine andere Festplatte hat ihren Platz eingenommen, während sie in Benutzung war; sie wurde stillgelegt</translation>
    </message>
    <message>
        <source>“%1” was connected by another program or the computer&apos;s firmware.</source>
        <translation>„%1“ wurde von einem anderen Programm oder der Firmware des Rechners verbunden.</translation>
    </message>
    <message>
        <source>It was connected by another program or the computer&apos;s firmware.</source>
        <translation>Es wurde von einem anderen Programm oder der Firmware des Rechners verbunden.</translation>
    </message>
    <message>
        <source>Portolan leaves it alone. To manage it here, end the other program, then take the session over; its disks notice nothing of that.</source>
        <translation>Portolan rührt es nicht an. Um es hier zu verwalten, beenden Sie das andere Programm und übernehmen Sie dann die Sitzung; ihre Laufwerke merken davon nichts.</translation>
    </message>
    <message>
        <source>The session with “%1” was taken over from another program.</source>
        <translation>Die Sitzung mit „%1“ wurde von einem anderen Programm übernommen.</translation>
    </message>
    <message>
        <source>“%1” was connected by %2; its session is shown and left alone.</source>
        <translation>„%1“ wurde von %2 verbunden; die Sitzung wird gezeigt und nicht angerührt.</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 has ended.</source>
        <translation>Die Sitzung mit „%1“, hergestellt von %2, ist zu Ende.</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 has lost its connection.</source>
        <translation>Die Sitzung mit „%1“, hergestellt von %2, hat ihre Verbindung verloren.</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 is back.</source>
        <translation>Die Sitzung mit „%1“, hergestellt von %2, ist wieder da.</translation>
    </message>
    <message>
        <source>%2 runs beside Portolan. Each leaves the other&apos;s sessions alone; do not connect one target with both.</source>
        <translation>%2 läuft neben Portolan. Keines rührt die Sitzungen des anderen an; verbinden Sie kein Ziel mit beiden.</translation>
    </message>
    <message>
        <source>%2 has ended. Its sessions go on, but nobody brings them back if they break; they can be taken over.</source>
        <translation>%2 wurde beendet. Seine Sitzungen laufen weiter, doch niemand stellt sie nach einem Abbruch wieder her; sie können übernommen werden.</translation>
    </message>
    <message>
        <source>the firmware</source>
        <translation>der Firmware</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>einem anderen Programm</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>The target takes small pieces only: large writes are slower.</source>
        <translation>Das Ziel nimmt nur kleine Stücke an: große Schreibvorgänge sind langsamer.</translation>
    </message>
    <message>
        <source>That is little: large transfers stop for the other side often.</source>
        <translation>Das ist wenig: Große Übertragungen warten oft auf die andere Seite.</translation>
    </message>
    <message>
        <source>That is little: most writes wait for the target.</source>
        <translation>Das ist wenig: Die meisten Schreibvorgänge warten auf das Ziel.</translation>
    </message>
    <message>
        <source>Writes wait for the target before they send their data.</source>
        <translation>Schreibvorgänge warten auf das Ziel, bevor sie ihre Daten senden.</translation>
    </message>
    <message>
        <source>Small writes take one round trip more.</source>
        <translation>Kleine Schreibvorgänge brauchen einen Weg hin und zurück mehr.</translation>
    </message>
    <message>
        <source>The target does without the checksums that were asked for.</source>
        <translation>Das Ziel verzichtet auf die gewünschten Prüfsummen.</translation>
    </message>
    <message>
        <source>%1 bytes, physically unknown</source>
        <translation>%1 Bytes, physisch unbekannt</translation>
    </message>
    <message>
        <source>%1 bytes, physically %2 bytes</source>
        <translation>%1 Bytes, physisch %2 Bytes</translation>
    </message>
    <message>
        <source>solid state</source>
        <translation>Flash-Speicher</translation>
    </message>
    <message>
        <source>rotating</source>
        <translation>drehend</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>thin: taken as it is written</source>
        <translation>dünn: belegt, wenn geschrieben wird</translation>
    </message>
    <message>
        <source>taken in full</source>
        <translation>ganz belegt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>nicht möglich</translation>
    </message>
    <message>
        <source>Write cache</source>
        <translation>Schreibpuffer</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>write protected</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>New targets begin with other settings from now on.</source>
        <translation>Neue Ziele beginnen von jetzt an mit anderen Einstellungen.</translation>
    </message>
    <message>
        <source>A program works in %2 (process %1)</source>
        <translation>Ein Programm arbeitet in %2 (Prozess %1)</translation>
    </message>
    <message>
        <source>%1 works in %3 (process %2)</source>
        <translation>%1 arbeitet in %3 (Prozess %2)</translation>
    </message>
    <message>
        <source>The iSNS server “%1” does not tell its targets.</source>
        <translation>Der iSNS-Server „%1“ nennt seine Ziele nicht.</translation>
    </message>
    <message>
        <source>The iSNS server does not tell its targets.</source>
        <translation>Der iSNS-Server nennt seine Ziele nicht.</translation>
    </message>
    <message>
        <source>Check on the iSNS server that this computer&apos;s initiator name may ask; its log says why it refused.</source>
        <translation>Prüfen Sie auf dem iSNS-Server, ob der Initiatorname dieses Rechners fragen darf; sein Protokoll sagt, warum er abgelehnt hat.</translation>
    </message>
    <message>
        <source>The iSNS server “%1” does not let this computer register.</source>
        <translation>Der iSNS-Server „%1“ lässt nicht zu, dass sich dieser Rechner einträgt.</translation>
    </message>
    <message>
        <source>The iSNS server does not let this computer register.</source>
        <translation>Der iSNS-Server lässt nicht zu, dass sich dieser Rechner einträgt.</translation>
    </message>
    <message>
        <source>Copy this computer&apos;s initiator name and add it on the iSNS server to the discovery domain of the targets.</source>
        <translation>Kopieren Sie den Initiatornamen dieses Rechners und fügen Sie ihn auf dem iSNS-Server der Discovery-Domäne der Ziele hinzu.</translation>
    </message>
    <message>
        <source>What answers at “%1” does not speak iSNS correctly.</source>
        <translation>Was unter „%1“ antwortet, spricht nicht richtig iSNS.</translation>
    </message>
    <message>
        <source>What answers there does not speak iSNS correctly.</source>
        <translation>Was dort antwortet, spricht nicht richtig iSNS.</translation>
    </message>
    <message>
        <source>Check address and port: iSNS usually has port 3205. A storage server that tells its own targets is searched without iSNS.</source>
        <translation>Prüfen Sie Adresse und Port: iSNS hat gewöhnlich den Port 3205. Ein Speicherserver, der seine eigenen Ziele nennt, wird ohne iSNS durchsucht.</translation>
    </message>
    <message>
        <source>%1 It says: %2.</source>
        <translation>%1 Er sagt: %2.</translation>
    </message>
    <message>
        <source>Trying every address of the targets…</source>
        <translation>Alle Adressen der Targets werden versucht …</translation>
    </message>
    <message>
        <source>The session with “%1” has one more connection.</source>
        <translation>Die Sitzung mit „%1“ hat eine weitere Verbindung.</translation>
    </message>
    <message>
        <source>One of the connections to “%1” is lost; the session goes on with the others.</source>
        <translation>Eine der Verbindungen zu „%1“ ist abgebrochen; die Sitzung läuft über die anderen weiter.</translation>
    </message>
    <message>
        <source>One more connection to “%1” could not be made; it is tried again.</source>
        <translation>Eine weitere Verbindung zu „%1“ kam nicht zustande; es wird weiter versucht.</translation>
    </message>
    <message>
        <source>“%1” takes no more connections; the session goes on with those it has.</source>
        <translation>„%1“ nimmt keine weiteren Verbindungen an; die Sitzung läuft mit den vorhandenen weiter.</translation>
    </message>
    <message>
        <source>Data from “%1” arrives with wrong checksums again and again: the network damages it, or the storage server computes them wrongly. If the network is known to be sound, switch the checksums of this target off to try.</source>
        <translation>Daten von „%1“ kommen immer wieder mit falscher Prüfsumme an: Das Netz beschädigt sie, oder der Speicherserver berechnet sie falsch. Wenn das Netz nachweislich in Ordnung ist, schalten Sie die Prüfsummen dieses Ziels versuchsweise aus.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Your own name for it, shown instead of the long target name.</source>
        <translation>Ihr eigener Name dafür, gezeigt statt des langen Zielnamens.</translation>
    </message>
    <message>
        <source>Whether it is connected by itself when the computer starts.</source>
        <translation>Ob es beim Start des Rechners von selbst verbunden wird.</translation>
    </message>
    <message>
        <source>Who moves the data: the kernel, a process, or the better of what is there.</source>
        <translation>Wer die Daten bewegt: der Kernel, ein Prozess oder was davon besser ist.</translation>
    </message>
    <message>
        <source>Checksums over the headers; detects what TCP misses, costs little.</source>
        <translation>Prüfsummen über die Köpfe; erkennt, was TCP entgeht, kostet wenig.</translation>
    </message>
    <message>
        <source>Checksums over the data; detects what TCP misses, costs some speed.</source>
        <translation>Prüfsummen über die Daten; erkennt, was TCP entgeht, kostet etwas Geschwindigkeit.</translation>
    </message>
    <message>
        <source>The most data this computer takes in one piece.</source>
        <translation>Wie viele Daten dieser Rechner höchstens in einem Stück annimmt.</translation>
    </message>
    <message>
        <source>The most data moved in one go between two acknowledgements.</source>
        <translation>Wie viele Daten höchstens zwischen zwei Bestätigungen in einem Zug übertragen werden.</translation>
    </message>
    <message>
        <source>The most data sent along with a write before the target asks for it.</source>
        <translation>Wie viele Daten eines Schreibvorgangs höchstens gesendet werden, bevor das Ziel danach fragt.</translation>
    </message>
    <message>
        <source>Always wait until the target asks before sending the data of a write.</source>
        <translation>Vor dem Senden von Schreibdaten immer warten, bis das Ziel danach fragt.</translation>
    </message>
    <message>
        <source>Send the beginning of a write together with its command.</source>
        <translation>Den Anfang eines Schreibvorgangs mit seinem Befehl senden.</translation>
    </message>
    <message>
        <source>How many pieces of one write the target may ask for at the same time.</source>
        <translation>Nach wie vielen Stücken eines Schreibvorgangs das Ziel zugleich fragen darf.</translation>
    </message>
    <message>
        <source>How long to wait for an answer while connecting.</source>
        <translation>Wie lange beim Verbinden auf eine Antwort gewartet wird.</translation>
    </message>
    <message>
        <source>How long programs wait while the connection is down before they get an error; -1 is for ever.</source>
        <translation>Wie lange Programme bei getrennter Verbindung warten, bis sie einen Fehler bekommen; -1 heißt ewig.</translation>
    </message>
    <message>
        <source>How often a quiet connection is tested; 0 is never.</source>
        <translation>Wie oft eine stille Verbindung geprüft wird; 0 heißt nie.</translation>
    </message>
    <message>
        <source>How long such a test may take before the connection counts as broken; 0 is for ever.</source>
        <translation>Wie lange eine solche Prüfung dauern darf, bis die Verbindung als abgebrochen gilt; 0 heißt ewig.</translation>
    </message>
    <message>
        <source>How long one request may take before it is aborted; 0 is for ever.</source>
        <translation>Wie lange eine Anforderung dauern darf, bis sie abgebrochen wird; 0 heißt ewig.</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Connect at start</source>
        <translation>Beim Start verbinden</translation>
    </message>
    <message>
        <source>Data plane</source>
        <translation>Datenebene</translation>
    </message>
    <message>
        <source>Checksums over headers</source>
        <translation>Prüfsummen über Köpfe</translation>
    </message>
    <message>
        <source>Checksums over data</source>
        <translation>Prüfsummen über Daten</translation>
    </message>
    <message>
        <source>Largest piece received</source>
        <translation>Größtes empfangenes Stück</translation>
    </message>
    <message>
        <source>Largest transfer in one go</source>
        <translation>Größte Übertragung am Stück</translation>
    </message>
    <message>
        <source>Write data sent unasked</source>
        <translation>Unaufgefordert gesendete Daten</translation>
    </message>
    <message>
        <source>Wait before sending write data</source>
        <translation>Vor dem Senden der Daten warten</translation>
    </message>
    <message>
        <source>Send write data with the command</source>
        <translation>Daten mit dem Befehl senden</translation>
    </message>
    <message>
        <source>Pieces of a write at a time</source>
        <translation>Stücke eines Schreibvorgangs zugleich</translation>
    </message>
    <message>
        <source>Wait for an answer at login</source>
        <translation>Warten auf Antwort beim Anmelden</translation>
    </message>
    <message>
        <source>Wait for a lost connection</source>
        <translation>Warten auf verlorene Verbindung</translation>
    </message>
    <message>
        <source>Test a quiet connection every</source>
        <translation>Stille Verbindung prüfen alle</translation>
    </message>
    <message>
        <source>Wait for the answer to a test</source>
        <translation>Warten auf Antwort der Prüfung</translation>
    </message>
    <message>
        <source>Wait for a request</source>
        <translation>Warten auf eine Anforderung</translation>
    </message>
    <message>
        <source>text of at most %1 bytes</source>
        <translation>Text von höchstens %1 Byte</translation>
    </message>
    <message>
        <source>How many network connections a session has. More than one needs the data plane “user” and a target that allows it.</source>
        <translation>Wie viele Netzwerkverbindungen eine Sitzung hat. Für mehr als eine braucht es den Datenpfad „user“ und ein Ziel, das sie zulässt.</translation>
    </message>
    <message>
        <source>Network connections of a session</source>
        <translation>Netzwerkverbindungen einer Sitzung</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AddStorageDialog</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Continue with&amp;out</source>
        <translation>&amp;Ohne fortfahren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add storage</source>
        <translation>Speicher hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>Weit&amp;er</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AddressPage</name>
    <message>
        <source>Connect &amp;automatically when this computer starts</source>
        <translation>Beim &amp;Start dieses Rechners von selbst verbinden</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>Initiatorname dieses Rechners</translation>
    </message>
    <message>
        <source>For example nas.local, 192.168.1.20 or [fd00::20]:3260</source>
        <translation>Zum Beispiel nas.local, 192.168.1.20 oder [fd00::20]:3260</translation>
    </message>
    <message>
        <source>The targets of the server appear here.</source>
        <translation>Hier erscheinen die Ziele des Servers.</translation>
    </message>
    <message>
        <source>Where is the storage?</source>
        <translation>Wo ist der Speicher?</translation>
    </message>
    <message>
        <source>Enter the address of the storage server (NAS, SAN or another computer).</source>
        <translation>Geben Sie die Adresse des Speicherservers ein (NAS, SAN oder ein anderer Rechner).</translation>
    </message>
    <message>
        <source>A&amp;ddress of the server:</source>
        <translation>A&amp;dresse des Servers:</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name:</source>
        <translation>Initiatorname dieses Rechners:</translation>
    </message>
    <message>
        <source>Servers with a list of allowed initiators need this name on it.</source>
        <translation>Server mit einer Liste zugelassener Initiatoren brauchen diesen Namen darauf.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>There is no address yet.</source>
        <translation>Es fehlt noch eine Adresse.</translation>
    </message>
    <message>
        <source>“%1” is not an address.</source>
        <translation>„%1“ ist keine Adresse.</translation>
    </message>
    <message>
        <source>Enter a name or an IP address, and after a colon the port if it is not 3260. An IPv6 address with a port stands in brackets: [fd00::20]:3260.</source>
        <translation>Geben Sie einen Namen oder eine IP-Adresse ein und nach einem Doppelpunkt den Port, wenn es nicht 3260 ist. Eine IPv6-Adresse mit Port steht in eckigen Klammern: [fd00::20]:3260.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>No targets</source>
        <translation>Keine Ziele</translation>
    </message>
    <message>
        <source>The server answers, but it offers no target to this computer.</source>
        <translation>Der Server antwortet, bietet diesem Rechner aber kein Ziel an.</translation>
    </message>
    <message>
        <source>Create a target on the server, or add this computer&apos;s initiator name to those it lets in.</source>
        <translation>Legen Sie auf dem Server ein Ziel an oder fügen Sie den Initiatornamen dieses Rechners denen hinzu, die er hineinlässt.</translation>
    </message>
    <message>
        <source>Network &amp;interface:</source>
        <translation>Netzwerkschn&amp;ittstelle:</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>E&amp;rweitert</translation>
    </message>
    <message>
        <source>Ad&amp;vanced: %1</source>
        <translation>E&amp;rweitert: %1</translation>
    </message>
    <message>
        <source>Empty: whichever way this computer&apos;s routing table gives.</source>
        <translation>Leer: der Weg, den die Routing-Tabelle dieses Rechners ergibt.</translation>
    </message>
    <message>
        <source>“%1” is not a network interface.</source>
        <translation>„%1“ ist keine Netzwerkschnittstelle.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AllTargets</name>
    <message>
        <source>Log out of all targets?</source>
        <translation>Von allen Zielen abmelden?</translation>
    </message>
    <message>
        <source>Disks that are in use stay connected; the others are taken away.</source>
        <translation>Benutzte Festplatten bleiben verbunden; die anderen werden abgehängt.</translation>
    </message>
    <message>
        <source>Log out all</source>
        <translation>Alle abmelden</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) could not be connected.</source>
        <translation>
            <numerusform>%n Ziel konnte nicht verbunden werden.</numerusform>
            <numerusform>%n Ziele konnten nicht verbunden werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each of them says why.</source>
        <translation>Jedes davon sagt, warum.</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) connected.</source>
        <translation>
            <numerusform>%n Ziel verbunden.</numerusform>
            <numerusform>%n Ziele verbunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every target marked “at start” is connected already.</source>
        <translation>Jedes „beim Start“ markierte Ziel ist schon verbunden.</translation>
    </message>
    <message>
        <source>Not all targets were logged out: disks of some are in use.</source>
        <translation>Nicht alle Ziele wurden abgemeldet: Festplatten von einigen werden benutzt.</translation>
    </message>
    <message>
        <source>“Log out” of such a target shows what uses them.</source>
        <translation>„Abmelden“ bei einem solchen Ziel zeigt, was sie benutzt.</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) logged out.</source>
        <translation>
            <numerusform>%n Ziel abgemeldet.</numerusform>
            <numerusform>%n Ziele abgemeldet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::Announcer</name>
    <message>
        <source>Connection to “%1” lost</source>
        <translation>Verbindung zu „%1“ verloren</translation>
    </message>
    <message>
        <source>In use: %1. Requests wait while Portolan tries to connect again.</source>
        <translation>Benutzt: %1. Anforderungen warten, während Portolan wieder zu verbinden versucht.</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>“%1” is connected again</source>
        <translation>„%1“ ist wieder verbunden</translation>
    </message>
    <message>
        <source>Waiting requests go on.</source>
        <translation>Wartende Anforderungen gehen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>It was lost %n time(s) in %1 minutes.</source>
        <translation>
            <numerusform>Sie ging in %1 Minuten %n Mal verloren.</numerusform>
            <numerusform>Sie ging in %1 Minuten %n Mal verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>The connection to “%1” is unstable</source>
        <translation>Die Verbindung zu „%1“ ist unbeständig</translation>
    </message>
    <message>
        <source>It is down now. In use: %1.</source>
        <translation>Jetzt ist sie weg. Benutzt: %1.</translation>
    </message>
    <message>
        <source>It is connected now.</source>
        <translation>Jetzt ist sie da.</translation>
    </message>
    <message>
        <source>A disk of “%1” has become larger</source>
        <translation>Eine Festplatte von „%1“ ist größer geworden</translation>
    </message>
    <message>
        <source>It has %1 now. Its file system does not use the new space yet.</source>
        <translation>Sie hat jetzt %1. Ihr Dateisystem nutzt den neuen Platz noch nicht.</translation>
    </message>
    <message>
        <source>Its file system does not use the new space yet.</source>
        <translation>Ihr Dateisystem nutzt den neuen Platz noch nicht.</translation>
    </message>
    <message>
        <source>“%1” stays connected</source>
        <translation>„%1“ bleibt verbunden</translation>
    </message>
    <message>
        <source>Its disks are in use, so it was not logged out.</source>
        <translation>Seine Festplatten werden benutzt, daher wurde es nicht abgemeldet.</translation>
    </message>
    <message>
        <source>Show what uses them</source>
        <translation>Zeigen, was sie benutzt</translation>
    </message>
    <message>
        <source>“%1” refused the login</source>
        <translation>„%1“ hat die Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>Passwort eingeben</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>Erneut anmelden</translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) lost</source>
        <translation>
            <numerusform>%n weitere Verbindung unterbrochen</numerusform>
            <numerusform>%n weitere Verbindungen unterbrochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Disks in use are behind them. Requests wait while Portolan tries to connect again.</source>
        <translation>Dahinter sind Festplatten, die benutzt werden. Anforderungen warten, während Portolan neu zu verbinden versucht.</translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) are back</source>
        <translation>
            <numerusform>%n weitere Verbindung ist zurück</numerusform>
            <numerusform>%n weitere Verbindungen sind zurück</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::BusyIndicator</name>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Ask again next time</source>
        <translation>Nächstes Mal wieder &amp;fragen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectItem</name>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>Initiatorname dieses Rechners</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>Passwort nötig</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>What the service said of it</source>
        <translation>Was der Dienst dazu gesagt hat</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectPage</name>
    <message>
        <source>&amp;Use the same name and password for all of them</source>
        <translation>&amp;Denselben Namen und dasselbe Passwort für alle nehmen</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Wird verbunden</translation>
    </message>
    <message>
        <source>This computer logs in to the targets you chose.</source>
        <translation>Dieser Rechner meldet sich an den gewählten Zielen an.</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectionDialog</name>
    <message>
        <source>Whichever the &amp;routing table gives</source>
        <translation>Wie die &amp;Routing-Tabelle es ergibt</translation>
    </message>
    <message>
        <source>&amp;This one:</source>
        <translation>&amp;Diese:</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Interface:</source>
        <translation>Schnittstelle:</translation>
    </message>
    <message>
        <source>&amp;Data plane:</source>
        <translation>Daten&amp;pfad:</translation>
    </message>
    <message>
        <source>%1 (not available here)</source>
        <translation>%1 (hier nicht verfügbar)</translation>
    </message>
    <message>
        <source>It is connected. The interface can be changed after logging out; another data plane counts from the next login on.</source>
        <translation>Es ist verbunden. Die Schnittstelle lässt sich nach dem Abmelden ändern; ein anderer Datenpfad gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>What you change here counts from the next login on.</source>
        <translation>Was Sie hier ändern, gilt ab der nächsten Anmeldung.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CopyableLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CredentialsDialog</name>
    <message>
        <source>&amp;Remove password</source>
        <translation>Passwort &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Passwords for both directions are stored. What you enter here replaces them.</source>
        <translation>Für beide Richtungen sind Passwörter gespeichert. Was Sie hier eingeben, ersetzt sie.</translation>
    </message>
    <message>
        <source>A password is stored. What you enter here replaces it.</source>
        <translation>Ein Passwort ist gespeichert. Was Sie hier eingeben, ersetzt es.</translation>
    </message>
    <message>
        <source>No password is stored.</source>
        <translation>Es ist kein Passwort gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Save and log in</source>
        <translation>&amp;Speichern und anmelden</translation>
    </message>
    <message>
        <source>The password was removed.</source>
        <translation>Das Passwort wurde entfernt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CredentialsForm</name>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>The &amp;target must prove itself too</source>
        <translation>Auch das Ziel muss sich &amp;ausweisen</translation>
    </message>
    <message>
        <source>Mutual CHAP: this machine asks the target for a password as well, so nobody can pretend to be it.</source>
        <translation>Gegenseitiges CHAP: Dieser Rechner verlangt auch vom Ziel ein Passwort, sodass sich niemand als dieses ausgeben kann.</translation>
    </message>
    <message>
        <source>Target&apos;s na&amp;me:</source>
        <translation>Na&amp;me des Ziels:</translation>
    </message>
    <message>
        <source>Target&apos;s pass&amp;word:</source>
        <translation>Pass&amp;wort des Ziels:</translation>
    </message>
    <message>
        <source>12 characters or more</source>
        <translation>12 Zeichen oder mehr</translation>
    </message>
    <message>
        <source>12 or more, not the same as above</source>
        <translation>12 oder mehr, nicht wie oben</translation>
    </message>
    <message>
        <source>Enter the name and the password that the target expects.</source>
        <translation>Geben Sie den Namen und das Passwort ein, die das Ziel erwartet.</translation>
    </message>
    <message>
        <source>Enter the name and the password with which the target proves itself.</source>
        <translation>Geben Sie den Namen und das Passwort ein, mit denen sich das Ziel ausweist.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DiskTaskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DisksModel</name>
    <message>
        <source>World-wide name: %1</source>
        <translation>Weltweiter Name: %1</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Not usable: %1</source>
        <translation>Nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>mounted at %1</source>
        <translation>eingehängt unter %1</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Benutzt von</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DisksPage</name>
    <message>
        <source>Disks</source>
        <translation>Festplatten</translation>
    </message>
    <message>
        <source>Not connected: log in to see the disks.</source>
        <translation>Nicht verbunden: Melden Sie sich an, um die Festplatten zu sehen.</translation>
    </message>
    <message>
        <source>The target offers no disk to this computer.</source>
        <translation>Das Ziel bietet diesem Rechner keine Festplatte an.</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Ord&amp;ner öffnen</translation>
    </message>
    <message>
        <source>&amp;Mount…</source>
        <translation>Einhän&amp;gen…</translation>
    </message>
    <message>
        <source>This disk is a file here, not a device, so it cannot be mounted.</source>
        <translation>Diese Festplatte ist hier eine Datei und kein Gerät; sie kann deshalb nicht eingehängt werden.</translation>
    </message>
    <message>
        <source>Mounts the disk in a folder, or formats it first if it is empty.</source>
        <translation>Hängt die Festplatte in einem Ordner ein; eine leere wird vorher formatiert.</translation>
    </message>
    <message>
        <source>&amp;Unmount…</source>
        <translation>A&amp;ushängen…</translation>
    </message>
    <message>
        <source>Writes what is not written yet and takes the disk out of its folder.</source>
        <translation>Schreibt, was noch nicht geschrieben ist, und nimmt die Festplatte aus ihrem Ordner.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation>&amp;Vergrößern…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EmptyPage</name>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>Initiatorname dieses Rechners</translation>
    </message>
    <message>
        <source>No storage yet</source>
        <translation>Noch kein Speicher</translation>
    </message>
    <message>
        <source>Connect to a NAS, a SAN or another computer that offers disks by iSCSI. Its address is all you need to begin.</source>
        <translation>Verbinden Sie ein NAS, ein SAN oder einen anderen Rechner, der Festplatten über iSCSI anbietet. Für den Anfang genügt die Adresse.</translation>
    </message>
    <message>
        <source>Servers with a list of allowed initiators need this computer&apos;s name:</source>
        <translation>Server mit einer Liste zugelassener Initiatoren brauchen den Namen dieses Rechners:</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n target(s) from open-iscsi…</source>
        <translation>
            <numerusform>%n Ziel von open-iscsi übernehmen …</numerusform>
            <numerusform>%n Ziele von open-iscsi übernehmen …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventKind</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Festplatten</translation>
    </message>
    <message>
        <source>Search and list</source>
        <translation>Suche und Liste</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventsModel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Copy the chosen events</source>
        <translation>Die gewählten Ereignisse kopieren</translation>
    </message>
    <message>
        <source>The events could not be read.</source>
        <translation>Die Ereignisse konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>How serious</source>
        <translation>Wie ernst</translation>
    </message>
    <message>
        <source>Of which target</source>
        <translation>Von welchem Ziel</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>Technische Einzelheiten</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Show the target in the list</source>
        <translation>Das Ziel in der Liste zeigen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Show the disk</source>
        <translation>Die Festplatte zeigen</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Show this moment in the graph</source>
        <translation>Diesen Zeitpunkt in der Kurve zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Technical details of the event</source>
        <translation>Technische Einzelheiten des Ereignisses</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter the events by text</source>
        <translation>Die Ereignisse nach Text filtern</translation>
    </message>
    <message>
        <source>All severities</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>All targets</source>
        <translation>Alle Ziele</translation>
    </message>
    <message>
        <source>Nothing that matches the filter.</source>
        <translation>Nichts, was zum Filter passt.</translation>
    </message>
    <message>
        <source>Choose an event to see what the service said of it.</source>
        <translation>Wählen Sie ein Ereignis, um zu sehen, was der Dienst dazu sagt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::GraphLegend</name>
    <message>
        <source>%1 %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::GrowDialog</name>
    <message>
        <source>It is grown while it is mounted; programs may go on.</source>
        <translation>Es wird vergrößert, während es eingehängt ist; Programme dürfen weiterarbeiten.</translation>
    </message>
    <message>
        <source>It is checked first, then grown. It is not mounted meanwhile.</source>
        <translation>Es wird erst geprüft, dann vergrößert. Währenddessen ist es nicht eingehängt.</translation>
    </message>
    <message>
        <source>It is mounted for that, and unmounted again.</source>
        <translation>Es wird dafür eingehängt und wieder ausgehängt.</translation>
    </message>
    <message>
        <source>This kind of file system is grown only while it is not mounted: unmount it first.</source>
        <translation>Dateisysteme dieser Art werden nur vergrößert, wenn sie nicht eingehängt sind: Hängen Sie es zuerst aus.</translation>
    </message>
    <message>
        <source>This computer cannot grow this kind of file system.</source>
        <translation>Dieser Rechner kann Dateisysteme dieser Art nicht vergrößern.</translation>
    </message>
    <message>
        <source>%1 has %2 that its file system does not use yet.</source>
        <translation>%1 hat %2, die das Dateisystem noch nicht nutzt.</translation>
    </message>
    <message>
        <source>%1 at the end of %2 belong to no partition. Enlarge its last partition with a program for partitions; then its file system can be grown here.</source>
        <translation>%1 am Ende von %2 gehören zu keiner Partition. Vergrößern Sie die letzte Partition mit einem Programm für Partitionen; danach kann ihr Dateisystem hier vergrößert werden.</translation>
    </message>
    <message>
        <source>Grow a file system</source>
        <translation>Ein Dateisystem vergrößern</translation>
    </message>
    <message>
        <source>The disk is larger than what is on it. Nothing that is stored on it is changed.</source>
        <translation>Die Festplatte ist größer als das, was darauf ist. Nichts, was darauf gespeichert ist, wird geändert.</translation>
    </message>
    <message>
        <source>&amp;Grow</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>Die Festplatte wird angesehen…</translation>
    </message>
    <message>
        <source>The file system uses the whole disk.</source>
        <translation>Das Dateisystem nutzt die ganze Festplatte.</translation>
    </message>
    <message>
        <source>Mounting…</source>
        <translation>Wird eingehängt…</translation>
    </message>
    <message>
        <source>Checking the file system. This may take minutes on a large disk.</source>
        <translation>Das Dateisystem wird geprüft. Das kann bei einer großen Festplatte Minuten dauern.</translation>
    </message>
    <message>
        <source>Growing the file system…</source>
        <translation>Das Dateisystem wird vergrößert…</translation>
    </message>
    <message>
        <source>Unmounting…</source>
        <translation>Wird ausgehängt…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Help</name>
    <message>
        <source>A **storage server** (a NAS, a SAN) lends parts of its storage over the network. This computer uses such a part like a disk of its own: it can be formatted, mounted, backed up.

- A **target** is what a server offers under one name, such as *iqn.2026-01.org.example:photos*.
- A **portal** is an address at which the target can be reached. With several portals there are several ways to the same disks.
- A target has one or more **disks** (in the language of the field: logical units, LUN).
- The **initiator name** is the name of this computer. Many servers must be told it before they show anything: *Settings* shows it, with a button to copy it.
- **Logging in** connects a target, and its disks appear. A connection that exists is called a **session**.

The window may be closed and the program ended: the sessions belong to the service of this computer and stay.</source>
        <translation>Ein **Speicherserver** (ein NAS, ein SAN) verleiht Teile seines Speichers über das Netzwerk. Dieser Rechner benutzt einen solchen Teil wie eine eigene Festplatte: Er kann formatiert, eingehängt und gesichert werden.

- Ein **Ziel** ist, was ein Server unter einem Namen anbietet, etwa *iqn.2026-01.org.example:photos*.
- Ein **Portal** ist eine Adresse, unter der das Ziel erreichbar ist. Mehrere Portale sind mehrere Wege zu denselben Festplatten.
- Ein Ziel hat eine oder mehrere **Festplatten** (in der Sprache des Fachs: logische Einheiten, LUN).
- Der **Initiatorname** ist der Name dieses Rechners. Viele Server müssen ihn kennen, bevor sie etwas zeigen: In den *Einstellungen* steht er, mit einem Knopf zum Kopieren.
- Das **Anmelden** verbindet ein Ziel, und seine Festplatten erscheinen. Eine bestehende Verbindung heißt **Sitzung**.

Das Fenster darf geschlossen und das Programm beendet werden: Die Sitzungen gehören dem Dienst dieses Rechners und bleiben.</translation>
    </message>
    <message>
        <source>A server may ask for a name and a password (**CHAP**). Both are set on the server, for this computer or for the target; they have nothing to do with your own account.

- A password has at least 12 characters; many servers accept no more than 16.
- **The target&apos;s own password** (mutual CHAP) is for the other direction: with it the server proves that it is the right one. The two passwords must differ.
- Passwords are kept by the service, encrypted, and never shown again. *Passwords* in the menu lists which target has one.

The login itself protects the password, but what is read and written is not encrypted: use a network that you trust.</source>
        <translation>Ein Server kann nach einem Namen und einem Passwort fragen (**CHAP**). Beide werden auf dem Server festgelegt, für diesen Rechner oder für das Ziel; mit Ihrem eigenen Konto haben sie nichts zu tun.

- Ein Passwort hat mindestens 12 Zeichen; viele Server nehmen höchstens 16.
- **Das eigene Passwort des Ziels** (gegenseitiges CHAP) ist für die andere Richtung: Damit beweist der Server, dass er der richtige ist. Die beiden Passwörter müssen verschieden sein.
- Passwörter bewahrt der Dienst verschlüsselt auf und zeigt sie nie wieder. *Passwörter* im Menü führt auf, welches Ziel eines hat.

Die Anmeldung selbst schützt das Passwort, doch was gelesen und geschrieben wird, ist nicht verschlüsselt: Benutzen Sie ein Netzwerk, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>The page *Disks* shows what a target offers and who uses it.

- **Format and mount** makes a file system on an empty disk. Before anything is done a list says what will happen. A disk on which there is something is only formatted after its name was typed: what is on it is lost.
- **Mount** makes a file system appear in a folder. *At every start* does it by itself from then on; a server that is off does not hold up the start.
- **Use a disk from one computer at a time.** Two computers that mount the same ordinary file system destroy it, even if one of them only reads.
- A disk that was made larger on the server is noticed; its file system can then be grown.</source>
        <translation>Die Seite *Festplatten* zeigt, was ein Ziel anbietet und wer es benutzt.

- **Formatieren und einhängen** legt auf einer leeren Festplatte ein Dateisystem an. Bevor etwas geschieht, sagt eine Liste, was geschehen wird. Eine Festplatte, auf der etwas ist, wird nur formatiert, nachdem ihr Name eingetippt wurde: Was darauf ist, geht verloren.
- **Einhängen** lässt ein Dateisystem in einem Ordner erscheinen. *Bei jedem Start* tut das von da an von selbst; ein ausgeschalteter Server hält den Start nicht auf.
- **Benutzen Sie eine Festplatte nur von einem Rechner zugleich.** Zwei Rechner, die dasselbe gewöhnliche Dateisystem einhängen, zerstören es, selbst wenn einer nur liest.
- Eine Festplatte, die auf dem Server vergrößert wurde, wird bemerkt; ihr Dateisystem kann dann vergrößert werden.</translation>
    </message>
    <message>
        <source>*Log out* takes the disks of a target away. As long as something uses them it is refused, and the window names what it is: folders that are mounted, programs with open files, swap, volumes, other layers.

Close these programs and unmount the folders; then log out again. What the window can unmount itself it offers.

**Forcing it** breaks the disks away under whoever uses them. What was not written yet is lost. It is a decision of its own and asks for an administrator.</source>
        <translation>*Abmelden* nimmt die Festplatten eines Ziels weg. Solange etwas sie benutzt, wird es abgelehnt, und das Fenster nennt, was es ist: eingehängte Ordner, Programme mit offenen Dateien, Auslagerungsspeicher, Datenträgerverbünde, andere Schichten.

Schließen Sie diese Programme und hängen Sie die Ordner aus; melden Sie dann noch einmal ab. Was das Fenster selbst aushängen kann, bietet es an.

**Erzwingen** reißt die Festplatten denen weg, die sie benutzen. Was noch nicht geschrieben war, ist verloren. Das ist eine eigene Entscheidung und verlangt einen Systemverwalter.</translation>
    </message>
    <message>
        <source>When a connection breaks, the service brings it back by itself, for as long as it takes. Programs that read or write wait meanwhile, and nothing that was acknowledged is lost.

After a while (the *replacement timeout*, two minutes if nothing else is set) waiting programs get an error instead, so that the computer stays usable. A file system may then make itself read-only: when the connection is back, unmount it, have it checked and mount it again.

The list shows since when a target is being reconnected, the page *Events* shows why, and *Log in* tries at once.</source>
        <translation>Bricht eine Verbindung ab, so bringt der Dienst sie von selbst zurück, wie lange es auch dauert. Programme, die lesen oder schreiben, warten so lange, und nichts, was bestätigt war, geht verloren.

Nach einer Weile (dem *Replacement Timeout*; zwei Minuten, wenn nichts anderes eingestellt ist) erhalten wartende Programme stattdessen einen Fehler, damit der Rechner benutzbar bleibt. Ein Dateisystem kann dann nur noch lesbar werden: Wenn die Verbindung zurück ist, hängen Sie es aus, lassen Sie es prüfen und hängen Sie es wieder ein.

Die Liste zeigt, seit wann ein Ziel wieder verbunden wird, die Seite *Ereignisse*, warum, und *Anmelden* versucht es sofort.</translation>
    </message>
    <message>
        <source>The graph shows what a target, one of its disks or all sessions together read and write, how long a request takes and how many are under way; for the last minute up to a week.

- Point at the graph, or choose it with Tab and use the arrow keys, to read a value.
- The wheel, or Ctrl with plus and minus, zooms.
- Marks below the graph are events; a gap means that nothing was measured.
- *Table* shows the same as text, and the menu of the graph saves it as CSV or as a picture.

*Events* in the menu lists what happened to all targets, with a filter; the details of an event lead to its target, its disk and its place in the graph.</source>
        <translation>Die Kurve zeigt, was ein Ziel, eine seiner Festplatten oder alle Sitzungen zusammen lesen und schreiben, wie lange eine Anforderung dauert und wie viele unterwegs sind; von der letzten Minute bis zu einer Woche.

- Zeigen Sie auf die Kurve, oder wählen Sie sie mit der Tabulatortaste und benutzen Sie die Pfeiltasten, um einen Wert zu lesen.
- Das Mausrad, oder Strg mit Plus und Minus, vergrößert und verkleinert.
- Marken unter der Kurve sind Ereignisse; eine Lücke heißt, dass nichts gemessen wurde.
- *Tabelle* zeigt dasselbe als Text, und das Menü der Kurve speichert es als CSV oder als Bild.

*Ereignisse* im Menü führt auf, was allen Zielen geschah, mit einem Filter; die Einzelheiten eines Ereignisses führen zu seinem Ziel, seiner Festplatte und seinem Platz in der Kurve.</translation>
    </message>
    <message>
        <source>What the words mean</source>
        <translation>Was die Wörter bedeuten</translation>
    </message>
    <message>
        <source>Connect a disk</source>
        <translation>Eine Festplatte verbinden</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Passwörter</translation>
    </message>
    <message>
        <source>Format and mount</source>
        <translation>Formatieren und einhängen</translation>
    </message>
    <message>
        <source>Take a disk away</source>
        <translation>Eine Festplatte wegnehmen</translation>
    </message>
    <message>
        <source>When a connection is lost</source>
        <translation>Wenn eine Verbindung abbricht</translation>
    </message>
    <message>
        <source>Throughput and events</source>
        <translation>Durchsatz und Ereignisse</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Choose *Add storage* and type the address of the server. What it offers appears below; choose what you need and connect it. An empty disk can be formatted and mounted in the same window.

If nothing is found:

- **The server does not answer:** check the address, that both are in the same network, and that no firewall holds port 3260 back.
- **It answers and shows nothing:** enter this computer&apos;s initiator name in the server&apos;s settings, for the disk in question (often called *access list*, *ACL* or *host*).
- **It asks for a password:** name and password are set on the server, too; see *Passwords*.

*Connect it whenever this computer starts* brings the disk back after a restart, and does so in the background: a server that is off never holds up the start.

*Storage servers* in the menu lists the servers that are known. There they are searched again, by themselves too if you like, and an iSNS server can be asked, which knows the targets of a whole network.</source>
        <translation>Wählen Sie *Speicher hinzufügen* und geben Sie die Adresse des Servers ein. Was er anbietet, erscheint darunter; wählen Sie, was Sie brauchen, und verbinden Sie es. Eine leere Festplatte kann im selben Fenster formatiert und eingehängt werden.

Wenn nichts gefunden wird:

- **Der Server antwortet nicht:** Prüfen Sie die Adresse, ob beide im selben Netzwerk sind und ob eine Firewall den Port 3260 sperrt.
- **Er antwortet und zeigt nichts:** Tragen Sie den Initiatornamen dieses Rechners in den Einstellungen des Servers bei der gewünschten Festplatte ein (oft *Zugriffsliste*, *ACL* oder *Host* genannt).
- **Er fragt nach einem Passwort:** Auch Name und Passwort werden auf dem Server festgelegt; siehe *Passwörter*.

*Bei jedem Start dieses Rechners verbinden* bringt die Festplatte nach einem Neustart zurück, und zwar im Hintergrund: Ein ausgeschalteter Server hält den Start nie auf.

*Speicherserver* im Menü führt die bekannten Server auf. Dort werden sie erneut durchsucht, auf Wunsch auch von selbst, und ein iSNS-Server kann gefragt werden, der die Ziele eines ganzen Netzwerks kennt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>What the topic tells</source>
        <translation>Was zum Thema gesagt wird</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>The menu</source>
        <translation>Das Menü</translation>
    </message>
    <message>
        <source>The menu of what is chosen</source>
        <translation>Das Menü dessen, was gewählt ist</translation>
    </message>
    <message>
        <source>Cancel, or close the window</source>
        <translation>Abbrechen oder das Fenster schließen</translation>
    </message>
    <message>
        <source>An underlined letter is reached with Alt. In the graph the arrow keys, Page up, Page down, Home and End move the reading mark.</source>
        <translation>Ein unterstrichener Buchstabe wird mit Alt erreicht. In der Kurve bewegen die Pfeiltasten, Bild auf, Bild ab, Pos1 und Ende die Lesemarke.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportDialog</name>
    <message>
        <source>Also &amp;overwrite what was set here</source>
        <translation>Auch ü&amp;berschreiben, was hier eingestellt wurde</translation>
    </message>
    <message>
        <source>Use open-iscsi&apos;s initiator &amp;name from now on:</source>
        <translation>Ab jetzt den Initiator&amp;namen von open-iscsi verwenden:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>Take over from open-iscsi</source>
        <translation>Von open-iscsi übernehmen</translation>
    </message>
    <message>
        <source>Command that stops open-iscsi from starting</source>
        <translation>Befehl, mit dem open-iscsi nicht mehr startet</translation>
    </message>
    <message>
        <source>Reading open-iscsi&apos;s files…</source>
        <translation>Die Dateien von open-iscsi werden gelesen …</translation>
    </message>
    <message>
        <source>Taking over…</source>
        <translation>Wird übernommen …</translation>
    </message>
    <message>
        <source>Everything that open-iscsi knows is here already.</source>
        <translation>Alles, was open-iscsi kennt, ist schon hier.</translation>
    </message>
    <message>
        <source>Servers that let only known names in know this computer by that name; without it they may refuse it. Until now it is %1 here.</source>
        <translation>Server, die nur bekannte Namen zulassen, kennen diesen Rechner unter jenem Namen und weisen ihn sonst vielleicht ab. Bisher lautet er hier %1.</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>The targets are in the list now.</source>
        <translation>Die Ziele stehen jetzt in der Liste.</translation>
    </message>
    <message>
        <source>This computer&apos;s name is now %1.</source>
        <translation>Der Name dieses Rechners ist jetzt %1.</translation>
    </message>
    <message numerus="yes">
        <source>open-iscsi also logs in to %n of these targets when this computer starts. A disk that both write to gets damaged: if Portolan shall connect them, switch open-iscsi off.</source>
        <translation>
            <numerusform>open-iscsi meldet sich beim Start dieses Rechners ebenfalls bei %n dieser Ziele an. Ein Datenträger, auf den beide schreiben, nimmt Schaden: Soll Portolan es verbinden, schalten Sie open-iscsi ab.</numerusform>
            <numerusform>open-iscsi meldet sich beim Start dieses Rechners ebenfalls bei %n dieser Ziele an. Ein Datenträger, auf den beide schreiben, nimmt Schaden: Soll Portolan sie verbinden, schalten Sie open-iscsi ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>open-iscsi has no files on this computer.</source>
        <translation>open-iscsi hat auf diesem Rechner keine Dateien.</translation>
    </message>
    <message>
        <source>There is nothing to take over.</source>
        <translation>Es gibt nichts zu übernehmen.</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>Auf diesem Rechner dürfen Sie das nicht tun.</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>Das Passwort eines Verwalters wird verlangt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Nothing is changed yet, and open-iscsi&apos;s files are only read.</source>
        <translation>Noch wird nichts geändert, und die Dateien von open-iscsi werden nur gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are the same here and there.</source>
        <translation>
            <numerusform>%n Ziel ist hier und dort gleich.</numerusform>
            <numerusform>%n Ziele sind hier und dort gleich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are known only here and stay.</source>
        <translation>
            <numerusform>%n Ziel ist nur hier bekannt und bleibt.</numerusform>
            <numerusform>%n Ziele sind nur hier bekannt und bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>N new targets, N with changed settings</comment>
        <translation>%1, %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n new target(s)</source>
        <translation>
            <numerusform>%n neues Ziel</numerusform>
            <numerusform>%n neue Ziele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with changed settings</source>
        <translation>
            <numerusform>%n mit geänderten Einstellungen</numerusform>
            <numerusform>%n mit geänderten Einstellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) were added.</source>
        <translation>
            <numerusform>%n Ziel wurde hinzugefügt.</numerusform>
            <numerusform>%n Ziele wurden hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The settings of %n target(s) were changed.</source>
        <translation>
            <numerusform>Die Einstellungen von %n Ziel wurden geändert.</numerusform>
            <numerusform>Die Einstellungen von %n Zielen wurden geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>No target had to be changed.</source>
        <translation>Kein Ziel musste geändert werden.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportList</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>preferred</source>
        <translation>bevorzugt</translation>
    </message>
    <message>
        <source>required</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Connect at start</source>
        <translation>Beim Start verbinden</translation>
    </message>
    <message>
        <source>stays %1 (open-iscsi: %2)</source>
        <translation>bleibt %1 (open-iscsi: %2)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>stays as set here</source>
        <translation>bleibt wie hier eingestellt</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>with passwords for both directions</source>
        <translation>mit Passwörtern für beide Richtungen</translation>
    </message>
    <message>
        <source>with password</source>
        <translation>mit Passwort</translation>
    </message>
    <message>
        <source>connects at start</source>
        <translation>verbindet sich beim Start</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übersprungen: %1</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Weggelassen: %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more file(s)</source>
        <translation>
            <numerusform>%1 und %n weitere Datei</numerusform>
            <numerusform>%1 und %n weitere Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>What the import changes</source>
        <translation>Was die Übernahme ändert</translation>
    </message>
    <message>
        <source>Target or setting</source>
        <translation>Ziel oder Einstellung</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>New targets</source>
        <translation>Neue Ziele</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>Geänderte Einstellungen</translation>
    </message>
    <message>
        <source>Different, but kept as set here</source>
        <translation>Anders, bleiben aber wie hier eingestellt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>group, number</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Password of the target</source>
        <translation>Passwort des Ziels</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Addresses to search</source>
        <translation>Suchadressen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>password stays as set here</source>
        <translation>Passwort bleibt wie hier eingestellt</translation>
    </message>
    <message>
        <source>Not taken over as it is</source>
        <translation>Nicht unverändert übernommen</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) with a key that is not known</source>
        <translation>
            <numerusform>%n Zeile mit unbekanntem Schlüssel</numerusform>
            <numerusform>%n Zeilen mit unbekanntem Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::InitiatorNamePage</name>
    <message>
        <source>Initiator name</source>
        <translation>Initiatorname</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>&amp;Erzeugen</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Setzen</translation>
    </message>
    <message>
        <source>Suggests a name that no other computer has; it is not set yet</source>
        <translation>Schlägt einen Namen vor, den kein anderer Rechner hat; gesetzt ist er damit noch nicht</translation>
    </message>
    <message>
        <source>Name now:</source>
        <translation>Name jetzt:</translation>
    </message>
    <message>
        <source>&amp;New name:</source>
        <translation>&amp;Neuer Name:</translation>
    </message>
    <message>
        <source>Storage servers know this computer by its initiator name. Those with a list of allowed initiators need exactly this one.</source>
        <translation>Speicherserver kennen diesen Rechner unter seinem Initiatornamen. Server mit einer Liste zugelassener Initiatoren brauchen genau diesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) keep the old name until their next login.</source>
        <translation>
            <numerusform>%n Sitzung behält den alten Namen bis zu ihrer nächsten Anmeldung.</numerusform>
            <numerusform>%n Sitzungen behalten den alten Namen bis zu ihrer nächsten Anmeldung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tell the new name to your storage servers before the next login.</source>
        <translation>Tragen Sie den neuen Namen vor der nächsten Anmeldung auf Ihren Speicherservern ein.</translation>
    </message>
    <message>
        <source>A server that only knows the old name will refuse this computer.</source>
        <translation>Ein Server, der nur den alten Namen kennt, weist diesen Rechner ab.</translation>
    </message>
    <message>
        <source>The new initiator name is set.</source>
        <translation>Der neue Initiatorname ist gesetzt.</translation>
    </message>
    <message>
        <source>It is used from the next login on. Copy it for your storage servers.</source>
        <translation>Er gilt ab der nächsten Anmeldung. Kopieren Sie ihn für Ihre Speicherserver.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::InterfaceEdit</name>
    <message>
        <source>Network device or source address</source>
        <translation>Netzwerkgerät oder Absenderadresse</translation>
    </message>
    <message>
        <source>For example eth1 or 192.168.1.7</source>
        <translation>Zum Beispiel eth1 oder 192.168.1.7</translation>
    </message>
    <message>
        <source>This computer has no “%1” now. Logins fail until it has.</source>
        <translation>Dieser Rechner hat „%1“ zurzeit nicht. Anmeldungen scheitern, bis er es hat.</translation>
    </message>
    <message>
        <source>A network device, or the address from which the connection comes.</source>
        <translation>Ein Netzwerkgerät oder die Adresse, von der die Verbindung ausgeht.</translation>
    </message>
    <message>
        <source>Enter the name of a network device, such as eth1, or an IP address of this computer.</source>
        <translation>Geben Sie den Namen eines Netzwerkgeräts ein, etwa eth1, oder eine IP-Adresse dieses Rechners.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::IsnsDialog</name>
    <message>
        <source>&amp;Search</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>Add iSNS server</source>
        <translation>iSNS-Server hinzufügen</translation>
    </message>
    <message>
        <source>An iSNS server knows the targets of many storage servers and tells those that this computer may see. Nothing is connected by the search.</source>
        <translation>Ein iSNS-Server kennt die Ziele vieler Speicherserver und nennt die, die dieser Rechner sehen darf. Die Suche verbindet nichts.</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This is not an address of a server.</source>
        <translation>Das ist keine Adresse eines Servers.</translation>
    </message>
    <message>
        <source>Enter an IP address or the name of a computer.</source>
        <translation>Geben Sie eine IP-Adresse oder den Namen eines Rechners ein.</translation>
    </message>
    <message>
        <source>“%1” knows no target for this computer.</source>
        <translation>„%1“ kennt kein Ziel für diesen Rechner.</translation>
    </message>
    <message>
        <source>It is in the list of servers now. Copy this computer&apos;s initiator name, put it on the iSNS server into the discovery domain of the targets, and search again.</source>
        <translation>Er steht jetzt in der Liste der Server. Kopieren Sie den Initiatornamen dieses Rechners, nehmen Sie ihn auf dem iSNS-Server in die Discovery-Domäne der Ziele auf und suchen Sie erneut.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::LoginRun</name>
    <message>
        <source>Saving the password…</source>
        <translation>Passwort wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>portolan::gui::LogoutFlow</name>
    <message>
        <source>What uses the disks</source>
        <translation>Was die Festplatten benutzt</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>The disks of “%1” are in use</source>
        <translation>Die Festplatten von „%1“ werden benutzt</translation>
    </message>
    <message>
        <source>Unmount them and close the programs, then check again. Nothing was changed yet.</source>
        <translation>Hängen Sie sie aus und schließen Sie die Programme, dann prüfen Sie erneut. Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Log out &amp;anyway…</source>
        <translation>&amp;Trotzdem abmelden …</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>Auf diesem Rechner dürfen Sie das nicht tun.</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>Das Passwort eines Verwalters wird verlangt.</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Log out anyway</source>
        <translation>Trotzdem abmelden</translation>
    </message>
    <message>
        <source>Take the disks of “%1” away although they are in use?</source>
        <translation>Die Festplatten von „%1“ wegnehmen, obwohl sie benutzt werden?</translation>
    </message>
    <message>
        <source>What is not written yet is lost, file systems may be damaged, and programs that use the disks will fail.</source>
        <translation>Was noch nicht geschrieben ist, geht verloren, Dateisysteme können beschädigt werden, und Programme, die die Festplatten benutzen, schlagen fehl.</translation>
    </message>
    <message>
        <source>Log out and lose data</source>
        <translation>Abmelden und Daten verlieren</translation>
    </message>
    <message>
        <source>What is listed still uses them. The target stays connected.</source>
        <translation>Was hier steht, benutzt sie noch. Das Ziel bleibt verbunden.</translation>
    </message>
    <message>
        <source>They can be unmounted first: what is not written yet is written then. Programs that have files open on them have to be closed. Nothing was changed yet.</source>
        <translation>Sie können vorher ausgehängt werden: Was noch nicht geschrieben ist, wird dann geschrieben. Programme, die Dateien darauf geöffnet haben, müssen geschlossen werden. Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>&amp;Unmount and disconnect</source>
        <translation>A&amp;ushängen und trennen</translation>
    </message>
    <message>
        <source>Unmounting %1. What is not written yet is written first; a password may be asked for.</source>
        <translation>%1 wird ausgehängt. Was noch nicht geschrieben ist, wird vorher geschrieben; vielleicht wird ein Passwort verlangt.</translation>
    </message>
    <message>
        <source>The programs below use it; close them.</source>
        <translation>Die Programme unten benutzen sie; schließen Sie sie.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Main</name>
    <message>
        <source>The desktop of Portolan, an iSCSI initiator.</source>
        <translation>Die Oberfläche von Portolan, einem iSCSI-Initiator.</translation>
    </message>
    <message>
        <source>Where the service is: session, system or a D-Bus address.</source>
        <translation>Wo der Dienst ist: session, system oder eine D-Bus-Adresse.</translation>
    </message>
    <message>
        <source>Start in the tray, without a window, where there is a tray.</source>
        <translation>Ohne Fenster im Infobereich starten, wenn es einen gibt.</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light oder dark.</translation>
    </message>
    <message>
        <source>Run although this is root.</source>
        <translation>Laufen, obwohl dies root ist.</translation>
    </message>
    <message>
        <source>This option or value is not known; --help lists all.</source>
        <translation>Diese Option oder dieser Wert ist nicht bekannt; --help zählt alle auf.</translation>
    </message>
    <message>
        <source>Portolan is still here</source>
        <translation>Portolan ist noch da</translation>
    </message>
    <message>
        <source>It goes on in the tray and tells you when a connection is lost. Your disks stay connected even if you quit it.</source>
        <translation>Es läuft im Infobereich weiter und sagt Ihnen, wenn eine Verbindung verloren geht. Ihre Festplatten bleiben auch dann verbunden, wenn Sie es beenden.</translation>
    </message>
    <message>
        <source>Show this too: add-storage, servers, passwords, events, settings or help.</source>
        <translation>Auch dies zeigen: add-storage, servers, passwords, events, settings oder help.</translation>
    </message>
    <message>
        <source>Where storage is: iscsi://ADDRESS[:PORT]</source>
        <translation>Wo Speicher ist: iscsi://ADRESSE[:PORT]</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MainActions</name>
    <message>
        <source>&amp;Add storage…</source>
        <translation>Speiche&amp;r hinzufügen …</translation>
    </message>
    <message>
        <source>Connect to a storage server</source>
        <translation>Mit einem Speicherserver verbinden</translation>
    </message>
    <message>
        <source>Log &amp;in</source>
        <translation>A&amp;nmelden</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>Take the disks away safely and disconnect</source>
        <translation>Die Festplatten sicher wegnehmen und trennen</translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation>Neu &amp;einlesen</translation>
    </message>
    <message>
        <source>Look for new, gone and resized disks</source>
        <translation>Nach neuen, verschwundenen und vergrößerten Festplatten sehen</translation>
    </message>
    <message>
        <source>&amp;Password…</source>
        <translation>&amp;Passwort …</translation>
    </message>
    <message>
        <source>Set, replace or remove name and password (CHAP)</source>
        <translation>Namen und Passwort setzen, ersetzen oder entfernen (CHAP)</translation>
    </message>
    <message>
        <source>Give the target a name of your own</source>
        <translation>Dem Ziel einen eigenen Namen geben</translation>
    </message>
    <message>
        <source>Connect at &amp;start</source>
        <translation>Beim &amp;Start verbinden</translation>
    </message>
    <message>
        <source>Connect it whenever this computer starts</source>
        <translation>Bei jedem Start dieses Rechners verbinden</translation>
    </message>
    <message>
        <source>&amp;Copy target name</source>
        <translation>&amp;Zielnamen kopieren</translation>
    </message>
    <message>
        <source>Copy the iSCSI name of the target</source>
        <translation>Den iSCSI-Namen des Ziels kopieren</translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation>&amp;Vergessen …</translation>
    </message>
    <message>
        <source>Remove the target and its password from this computer</source>
        <translation>Das Ziel und sein Passwort von diesem Rechner entfernen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Filter the list of targets</source>
        <translation>Die Liste der Ziele filtern</translation>
    </message>
    <message>
        <source>Close &amp;window</source>
        <translation>&amp;Fenster schließen</translation>
    </message>
    <message>
        <source>Close the window; sessions stay connected</source>
        <translation>Das Fenster schließen; Sitzungen bleiben verbunden</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Quit; sessions stay connected</source>
        <translation>Beenden; Sitzungen bleiben verbunden</translation>
    </message>
    <message>
        <source>&amp;About Portolan</source>
        <translation>Ü&amp;ber Portolan</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
    <message>
        <source>&amp;Storage</source>
        <translation>&amp;Speicher</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Choose a target first.</source>
        <translation>Wählen Sie zuerst ein Ziel.</translation>
    </message>
    <message>
        <source>The system connected it, not Portolan.</source>
        <translation>Das System hat es verbunden, nicht Portolan.</translation>
    </message>
    <message>
        <source>It is connected already.</source>
        <translation>Es ist schon verbunden.</translation>
    </message>
    <message>
        <source>It is connecting already.</source>
        <translation>Es wird schon verbunden.</translation>
    </message>
    <message>
        <source>It is logging out.</source>
        <translation>Es wird gerade abgemeldet.</translation>
    </message>
    <message>
        <source>It is not connected.</source>
        <translation>Es ist nicht verbunden.</translation>
    </message>
    <message>
        <source>It is logging out already.</source>
        <translation>Es wird schon abgemeldet.</translation>
    </message>
    <message>
        <source>Log out first.</source>
        <translation>Melden Sie es zuerst ab.</translation>
    </message>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Der Portolan-Dienst läuft nicht.</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>Auf diesem Rechner dürfen Sie das nicht tun.</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>Das Passwort eines Verwalters wird verlangt.</translation>
    </message>
    <message>
        <source>&amp;Take over from open-iscsi…</source>
        <translation>&amp;Von open-iscsi übernehmen …</translation>
    </message>
    <message>
        <source>Take over targets, settings and passwords that open-iscsi has</source>
        <translation>Ziele, Einstellungen und Passwörter von open-iscsi übernehmen</translation>
    </message>
    <message>
        <source>Co&amp;nnection…</source>
        <translation>Verbin&amp;dung …</translation>
    </message>
    <message>
        <source>Choose the interface and who moves the data</source>
        <translation>Schnittstelle und Datenpfad wählen</translation>
    </message>
    <message>
        <source>R&amp;ename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>Take o&amp;ver</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>Let Portolan look after the session of another program; its disks notice nothing</source>
        <translation>Portolan die Sitzung eines anderen Programms verwalten lassen; ihre Laufwerke merken nichts</translation>
    </message>
    <message>
        <source>No other program connected it.</source>
        <translation>Kein anderes Programm hat es verbunden.</translation>
    </message>
    <message>
        <source>Connect the chosen targets</source>
        <translation>Die gewählten Ziele verbinden</translation>
    </message>
    <message>
        <source>Choose one target only.</source>
        <translation>Wählen Sie nur ein Ziel.</translation>
    </message>
    <message>
        <source>Storage &amp;servers…</source>
        <translation>Speicher&amp;server …</translation>
    </message>
    <message>
        <source>Search known servers again, and see what is new or missing</source>
        <translation>Bekannte Server erneut durchsuchen und sehen, was neu ist oder fehlt</translation>
    </message>
    <message>
        <source>&amp;Passwords…</source>
        <translation>&amp;Passwörter …</translation>
    </message>
    <message>
        <source>Which target has which name and password (CHAP)</source>
        <translation>Welches Ziel welchen Namen und welches Passwort hat (CHAP)</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>Ei&amp;nstellungen …</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name, notifications, start</source>
        <translation>Initiatorname dieses Rechners, Benachrichtigungen, Start</translation>
    </message>
    <message>
        <source>Log in a&amp;ll</source>
        <translation>A&amp;lle anmelden</translation>
    </message>
    <message>
        <source>Connect all targets that are marked “at start”</source>
        <translation>Alle Ziele verbinden, die „beim Start“ markiert sind</translation>
    </message>
    <message>
        <source>Lo&amp;g out all…</source>
        <translation>Alle ab&amp;melden …</translation>
    </message>
    <message>
        <source>Disconnect all targets whose disks nobody uses</source>
        <translation>Alle Ziele trennen, deren Festplatten niemand benutzt</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>See what happened to all targets</source>
        <translation>Sehen, was mit allen Zielen geschehen ist</translation>
    </message>
    <message>
        <source>Support &amp;report…</source>
        <translation>Bericht für &amp;Helfer …</translation>
    </message>
    <message>
        <source>Everything a helper needs to know, without passwords</source>
        <translation>Alles, was ein Helfer wissen muss, ohne Passwörter</translation>
    </message>
    <message>
        <source>Nothing is connected.</source>
        <translation>Nichts ist verbunden.</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message>
        <source>What the words mean, and what to do</source>
        <translation>Was die Wörter bedeuten und was zu tun ist</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Your own name for this target (empty: its iSCSI name is shown):</source>
        <translation>Ihr eigener Name für dieses Ziel (leer: sein iSCSI-Name wird gezeigt):</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget “%1”?</source>
        <translation>„%1“ vergessen?</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>Über Portolan</translation>
    </message>
    <message>
        <source>An iSCSI initiator for Linux: disks of a storage server, connected, watched and taken away safely.</source>
        <translation>Ein iSCSI-Initiator für Linux: Festplatten eines Speicherservers, verbunden, überwacht und sicher wieder weggenommen.</translation>
    </message>
    <message>
        <source>Service: portoland %1</source>
        <translation>Dienst: portoland %1</translation>
    </message>
    <message>
        <source>Free software, GPL version 3 or later.</source>
        <translation>Freie Software, GPL Version 3 oder später.</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n connection(s)?</source>
        <translation>
            <numerusform>%n Verbindung vergessen?</numerusform>
            <numerusform>%n Verbindungen vergessen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings and passwords are removed from this computer. Nothing changes on the server; you can add it again.</source>
        <translation>Einstellungen und Passwörter werden von diesem Computer entfernt. Auf dem Server ändert sich nichts; Sie können es wieder hinzufügen.</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) forgotten.</source>
        <translation>
            <numerusform>%n Ziel vergessen.</numerusform>
            <numerusform>%n Ziele vergessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is forgotten.</source>
        <translation>„%1“ ist vergessen.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>This link does not lead to storage.</source>
        <translation>Dieser Link führt zu keinem Speicher.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Mount a disk</source>
        <translation>Festplatte einhängen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountForm</name>
    <message>
        <source>It is a part of an LVM volume group.</source>
        <translation>Sie ist Teil einer LVM-Volumengruppe.</translation>
    </message>
    <message>
        <source>It is a part of a RAID.</source>
        <translation>Sie ist Teil eines RAID.</translation>
    </message>
    <message>
        <source>What is on it is encrypted (LUKS).</source>
        <translation>Was darauf ist, ist verschlüsselt (LUKS).</translation>
    </message>
    <message>
        <source>It is swap space.</source>
        <translation>Sie ist Auslagerungsspeicher.</translation>
    </message>
    <message>
        <source>It is one path of a multipath disk; use that disk.</source>
        <translation>Sie ist ein Pfad einer Multipath-Festplatte; benutzen Sie diese.</translation>
    </message>
    <message>
        <source>There is something on it that cannot be mounted here: %1.</source>
        <translation>Es ist etwas darauf, das hier nicht eingehängt werden kann: %1.</translation>
    </message>
    <message>
        <source>The disk is empty.</source>
        <translation>Die Festplatte ist leer.</translation>
    </message>
    <message>
        <source>There is a file system on it (%1), without a name.</source>
        <translation>Es ist ein Dateisystem darauf (%1), ohne Namen.</translation>
    </message>
    <message>
        <source>There is a file system on it (%1), named “%2”.</source>
        <translation>Es ist ein Dateisystem darauf (%1), mit dem Namen „%2“.</translation>
    </message>
    <message>
        <source>It is divided into partitions.</source>
        <translation>Sie ist in Partitionen aufgeteilt.</translation>
    </message>
    <message>
        <source>&amp;Keep what is on it and mount it</source>
        <translation>&amp;Behalten, was darauf ist, und einhängen</translation>
    </message>
    <message>
        <source>&amp;Erase it and make a new file system</source>
        <translation>&amp;Löschen und ein neues Dateisystem anlegen</translation>
    </message>
    <message>
        <source>Mount at every &amp;start in:</source>
        <translation>Bei jedem &amp;Start einhängen in:</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>To erase it, t&amp;ype its name:</source>
        <translation>Zum Löschen den &amp;Namen eingeben:</translation>
    </message>
    <message>
        <source>ext4 suits nearly everything. exFAT and FAT are also read by other systems.</source>
        <translation>ext4 passt für fast alles. exFAT und FAT lesen auch andere Systeme.</translation>
    </message>
    <message>
        <source>File managers show the disk under this name.</source>
        <translation>Dateiverwaltungen zeigen die Festplatte unter diesem Namen.</translation>
    </message>
    <message>
        <source>&amp;File system:</source>
        <translation>&amp;Dateisystem:</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>Be&amp;zeichnung:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The folder has to be a whole path, such as /mnt/data.</source>
        <translation>Der Ordner muss ein ganzer Pfad sein, etwa /mnt/data.</translation>
    </message>
    <message>
        <source>“%1” exists and is not a folder.</source>
        <translation>„%1“ gibt es, und es ist kein Ordner.</translation>
    </message>
    <message>
        <source>“%1” is not empty; mounting would hide what is in it. Choose another folder.</source>
        <translation>„%1“ ist nicht leer; das Einhängen würde verdecken, was darin ist. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>/etc/fstab uses “%1” for another disk already. Choose another folder.</source>
        <translation>/etc/fstab verwendet „%1“ schon für eine andere Festplatte. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot take this label. It has at most %2 bytes and no special characters.</source>
        <translation>%1 nimmt diese Bezeichnung nicht. Sie hat höchstens %2 Bytes und keine Sonderzeichen.</translation>
    </message>
    <message>
        <source>Everything on it would be lost: type “%1” to allow that.</source>
        <translation>Alles darauf ginge verloren: Geben Sie „%1“ ein, um das zu erlauben.</translation>
    </message>
    <message>
        <source>UDisks does not know this disk yet.</source>
        <translation>UDisks kennt diese Festplatte noch nicht.</translation>
    </message>
    <message>
        <source>It is not formatted while something uses it: %1</source>
        <translation>Sie wird nicht formatiert, solange etwas sie benutzt: %1</translation>
    </message>
    <message>
        <source>The storage server allows only reading, so no file system can be made on it.</source>
        <translation>Der Speicherserver erlaubt nur das Lesen, deshalb kann kein Dateisystem angelegt werden.</translation>
    </message>
    <message>
        <source>The disk is too small for a file system.</source>
        <translation>Die Festplatte ist zu klein für ein Dateisystem.</translation>
    </message>
    <message>
        <source>No program that makes file systems is installed here (e2fsprogs, xfsprogs, btrfs-progs, …).</source>
        <translation>Hier ist kein Programm installiert, das Dateisysteme anlegt (e2fsprogs, xfsprogs, btrfs-progs, …).</translation>
    </message>
    <message>
        <source>Nothing can be done with it here.</source>
        <translation>Damit kann man hier nichts tun.</translation>
    </message>
    <message>
        <source>It is divided into partitions; one of them, %1, can be mounted. %2</source>
        <translation>Sie ist in Partitionen aufgeteilt; eine davon, %1, kann eingehängt werden. %2</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>Die Festplatte wird angesehen…</translation>
    </message>
    <message>
        <source>Everything on %1 is erased and cannot be brought back.</source>
        <translation>Alles auf %1 wird gelöscht und kann nicht zurückgeholt werden.</translation>
    </message>
    <message>
        <source>%1 gets the file system %2, named “%3”; you may write into it.</source>
        <translation>%1 bekommt das Dateisystem %2 mit dem Namen „%3“; Sie dürfen hineinschreiben.</translation>
    </message>
    <message>
        <source>%1 gets the file system %2, named “%3”.</source>
        <translation>%1 bekommt das Dateisystem %2 mit dem Namen „%3“.</translation>
    </message>
    <message>
        <source>It is mounted at %1, as /etc/fstab says.</source>
        <translation>Sie wird in %1 eingehängt, wie es in /etc/fstab steht.</translation>
    </message>
    <message>
        <source>A line in /etc/fstab mounts it at every start, when somebody looks into the folder. A start never waits for it.</source>
        <translation>Eine Zeile in /etc/fstab hängt sie bei jedem Start ein, sobald jemand in den Ordner sieht. Ein Start wartet nie darauf.</translation>
    </message>
    <message>
        <source>It is mounted at %1 now.</source>
        <translation>Sie wird jetzt in %1 eingehängt.</translation>
    </message>
    <message>
        <source>It is mounted in a folder below /media or /run/media, until it is disconnected.</source>
        <translation>Sie wird in einem Ordner unter /media oder /run/media eingehängt, bis sie getrennt wird.</translation>
    </message>
    <message>
        <source>&amp;Partition:</source>
        <translation>&amp;Partition:</translation>
    </message>
    <message>
        <source>It is divided into partitions. Choose the one to mount.</source>
        <translation>Sie ist in Partitionen aufgeteilt. Wählen Sie die, die eingehängt werden soll.</translation>
    </message>
    <message>
        <source>Of %1, the partition %2 is used.</source>
        <translation>Von %1 wird die Partition %2 benutzt.</translation>
    </message>
    <message>
        <source>The line in /etc/fstab that mounts what is erased at %1 is removed.</source>
        <translation>Die Zeile in /etc/fstab, die das Gelöschte unter %1 einhängt, wird entfernt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountPage</name>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Use this disk</source>
        <translation>Diese Festplatte benutzen</translation>
    </message>
    <message>
        <source>What becomes of the disk</source>
        <translation>Was aus der Festplatte wird</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Format and mount</source>
        <translation>&amp;Formatieren und einhängen</translation>
    </message>
    <message>
        <source>&amp;Mount</source>
        <translation>&amp;Einhängen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Making the file system. This may take minutes on a large disk, and a password may be asked for.</source>
        <translation>Das Dateisystem wird angelegt. Das kann bei einer großen Festplatte Minuten dauern, und vielleicht wird ein Passwort verlangt.</translation>
    </message>
    <message>
        <source>Mounting…</source>
        <translation>Wird eingehängt…</translation>
    </message>
    <message>
        <source>%1 is mounted at %2. You can use it now.</source>
        <translation>%1 ist in %2 eingehängt. Sie können sie jetzt benutzen.</translation>
    </message>
    <message>
        <source>Changing /etc/fstab. A password may be asked for.</source>
        <translation>/etc/fstab wird geändert. Vielleicht wird ein Passwort verlangt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::NodeSettingsDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>What new targets begin with</source>
        <translation>Womit neue Ziele beginnen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::NodeSettingsForm</name>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>If the target agrees</source>
        <translation>Wenn das Ziel zustimmt</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>When the computer starts</source>
        <translation>Beim Start des Rechners</translation>
    </message>
    <message>
        <source>Start and data plane</source>
        <translation>Start und Datenebene</translation>
    </message>
    <message>
        <source>From the next login on</source>
        <translation>Ab der nächsten Anmeldung</translation>
    </message>
    <message>
        <source>Asked of the target</source>
        <translation>Was vom Ziel verlangt wird</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>Zeitgrenzen</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>“%1” can be %2 %3.</source>
        <translation>„%1“ kann %2 %3 sein.</translation>
    </message>
    <message>
        <source>“%1” must not be more than “%2”.</source>
        <translation>„%1“ darf nicht größer sein als „%2“.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Notifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::OfferList</name>
    <message>
        <source>Addresses to choose from</source>
        <translation>Adressen zur Auswahl</translation>
    </message>
    <message>
        <source>%1
The Delete key takes it off this list.</source>
        <translation>%1
Die Taste Entf nimmt sie aus dieser Liste.</translation>
    </message>
    <message>
        <source>Used before: %1</source>
        <translation>Früher verwendet: %1</translation>
    </message>
    <message>
        <source>Used before: %1, %2</source>
        <comment>name, address</comment>
        <translation>Früher verwendet: %1, %2</translation>
    </message>
    <message>
        <source>Known server: %1</source>
        <translation>Bekannter Server: %1</translation>
    </message>
    <message>
        <source>Known server: %1, %2</source>
        <comment>name, address</comment>
        <translation>Bekannter Server: %1, %2</translation>
    </message>
    <message>
        <source>On your network: %1</source>
        <translation>In Ihrem Netzwerk: %1</translation>
    </message>
    <message>
        <source>On your network: %1, %2</source>
        <comment>name, address</comment>
        <translation>In Ihrem Netzwerk: %1, %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Overall</name>
    <message>
        <source>No connection to the Portolan service</source>
        <translation>Keine Verbindung zum Portolan-Dienst</translation>
    </message>
    <message numerus="yes">
        <source>%n connected</source>
        <translation>
            <numerusform>%n verbunden</numerusform>
            <numerusform>%n verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n wird verbunden</numerusform>
            <numerusform>%n werden verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reconnecting</source>
        <translation>
            <numerusform>%n wird neu verbunden</numerusform>
            <numerusform>%n werden neu verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is connected</source>
        <translation>Nichts ist verbunden</translation>
    </message>
    <message>
        <source>Read %1 · Write %2</source>
        <comment>rates</comment>
        <translation>Lesen %1 · Schreiben %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Zustand:</translation>
    </message>
    <message>
        <source>Target name</source>
        <translation>Name des Ziels</translation>
    </message>
    <message>
        <source>Target:</source>
        <translation>Ziel:</translation>
    </message>
    <message>
        <source>Portal:</source>
        <translation>Portal:</translation>
    </message>
    <message>
        <source>Authentication:</source>
        <translation>Authentifizierung:</translation>
    </message>
    <message>
        <source>Data plane:</source>
        <translation>Datenpfad:</translation>
    </message>
    <message>
        <source>Reconnects:</source>
        <translation>Neu verbunden:</translation>
    </message>
    <message>
        <source>Session:</source>
        <translation>Sitzung:</translation>
    </message>
    <message>
        <source>Last login:</source>
        <translation>Letzte Anmeldung:</translation>
    </message>
    <message>
        <source>Connect it whenever this computer starts</source>
        <translation>Bei jedem Start dieses Rechners verbinden</translation>
    </message>
    <message>
        <source>At start:</source>
        <translation>Beim Start:</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>Initiatorname dieses Rechners</translation>
    </message>
    <message>
        <source>This computer:</source>
        <translation>Dieser Rechner:</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>state, time</comment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>next attempt at %1</source>
        <translation>nächster Versuch um %1</translation>
    </message>
    <message>
        <source>requests fail until it is back</source>
        <translation>Anforderungen schlagen fehl, bis es wieder da ist</translation>
    </message>
    <message>
        <source>%1, redirected to %2</source>
        <comment>address, address</comment>
        <translation>%1, umgeleitet nach %2</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <comment>CHAP, algorithm</comment>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>%1, password stored for “%2”</source>
        <comment>mutual CHAP, name</comment>
        <translation>%1, Passwort für „%2“ gespeichert</translation>
    </message>
    <message>
        <source>No password is stored</source>
        <translation>Kein Passwort ist gespeichert</translation>
    </message>
    <message>
        <source>None since it was connected</source>
        <translation>Nie, seit es verbunden wurde</translation>
    </message>
    <message numerus="yes">
        <source>%n since it was connected</source>
        <translation>
            <numerusform>%n Mal, seit es verbunden wurde</numerusform>
            <numerusform>%n Mal, seit es verbunden wurde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) in this outage</source>
        <translation>
            <numerusform>%n Versuch in diesem Ausfall</numerusform>
            <numerusform>%n Versuche in diesem Ausfall</numerusform>
        </translation>
    </message>
    <message>
        <source>ISID %1, TSIH %2, portal group %3</source>
        <translation>ISID %1, TSIH %2, Portalgruppe %3</translation>
    </message>
    <message>
        <source>Interface:</source>
        <translation>Schnittstelle:</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Change interface or data plane</source>
        <translation>Schnittstelle oder Datenpfad ändern</translation>
    </message>
    <message>
        <source>%1; from the next login on: %2</source>
        <comment>data planes</comment>
        <translation>%1; ab der nächsten Anmeldung: %2</translation>
    </message>
    <message>
        <source>As the routing table decides</source>
        <translation>Wie die Routing-Tabelle es ergibt</translation>
    </message>
    <message>
        <source>Connected by:</source>
        <translation>Verbunden von:</translation>
    </message>
    <message>
        <source>%1; nobody brings it back if it breaks</source>
        <translation>%1; niemand stellt sie nach einem Abbruch wieder her</translation>
    </message>
    <message>
        <source>The firmware, to start this computer; it is never logged out</source>
        <translation>Der Firmware, um diesen Rechner zu starten; sie wird nie abgemeldet</translation>
    </message>
    <message>
        <source>Health:</source>
        <translation>Zustand der Verbindung:</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n connections</source>
        <comment>address</comment>
        <translation>
            <numerusform>%1, %n Verbindung</numerusform>
            <numerusform>%1, %n Verbindungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::ParametersModel</name>
    <message>
        <source>The target did not agree to what was asked.</source>
        <translation>Das Ziel hat dem Verlangten nicht zugestimmt.</translation>
    </message>
    <message>
        <source>differs from what was asked</source>
        <translation>weicht vom Verlangten ab</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Got</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ParametersPage</name>
    <message>
        <source>Negotiated parameters</source>
        <translation>Ausgehandelte Parameter</translation>
    </message>
    <message>
        <source>Not connected: the parameters are agreed on at login.</source>
        <translation>Nicht verbunden: Die Parameter werden bei der Anmeldung ausgehandelt.</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>Change what is asked of this target, and its time limits</source>
        <translation>Ändern, was von diesem Ziel verlangt wird, und seine Zeitgrenzen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PasswordsDialog</name>
    <message>
        <source>Targets and their passwords</source>
        <translation>Ziele und ihre Passwörter</translation>
    </message>
    <message>
        <source>&amp;Set…</source>
        <translation>&amp;Setzen …</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Passwörter</translation>
    </message>
    <message>
        <source>There are no targets yet.</source>
        <translation>Noch gibt es keine Ziele.</translation>
    </message>
    <message>
        <source>Passwords are kept encrypted by the service. Nobody is shown one, not even here.</source>
        <translation>Der Dienst bewahrt Passwörter verschlüsselt auf. Niemand bekommt eines zu sehen, auch hier nicht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose a target first.</source>
        <translation>Wählen Sie zuerst ein Ziel.</translation>
    </message>
    <message>
        <source>A login is being tried.</source>
        <translation>Eine Anmeldung wird versucht.</translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation>E&amp;rsetzen …</translation>
    </message>
    <message>
        <source>No password is stored.</source>
        <translation>Es ist kein Passwort gespeichert.</translation>
    </message>
    <message>
        <source>It is connected or connecting: the target knows this computer.</source>
        <translation>Es ist verbunden oder wird gerade verbunden: Das Ziel kennt diesen Rechner.</translation>
    </message>
    <message>
        <source>The password is stored. It counts from the next login on.</source>
        <translation>Das Passwort ist gespeichert. Es gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>Logging in to “%1” to test it…</source>
        <translation>Zum Testen wird bei „%1“ angemeldet …</translation>
    </message>
    <message>
        <source>“%1” accepted this computer.</source>
        <translation>„%1“ hat diesen Rechner angenommen.</translation>
    </message>
    <message>
        <source>It is logged out again.</source>
        <translation>Es ist wieder abgemeldet.</translation>
    </message>
    <message>
        <source>It stays connected: something uses its disks already.</source>
        <translation>Es bleibt verbunden: Etwas benutzt seine Festplatten schon.</translation>
    </message>
    <message>
        <source>Remove the password for “%1”?</source>
        <translation>Das Passwort für „%1“ entfernen?</translation>
    </message>
    <message>
        <source>A target that asks for it refuses the next login. A running session goes on.</source>
        <translation>Ein Ziel, das danach fragt, lehnt die nächste Anmeldung ab. Eine laufende Sitzung geht weiter.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The password was removed.</source>
        <translation>Das Passwort wurde entfernt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PasswordsModel</name>
    <message>
        <source>Stored for both directions</source>
        <translation>Für beide Richtungen gespeichert</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Missing: the target asks for one</source>
        <translation>Fehlt: Das Ziel verlangt eines</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>%1, the target is %2</source>
        <comment>names</comment>
        <translation>%1, das Ziel ist %2</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Password last used</source>
        <translation>Passwort zuletzt verwendet</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Permitted</name>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Der Portolan-Dienst läuft nicht.</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>Auf diesem Rechner dürfen Sie das nicht tun.</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>Das Passwort eines Verwalters wird verlangt.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PointTableModel</name>
    <message>
        <source>%1 (after a gap)</source>
        <translation>%1 (nach einer Lücke)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Quantity</name>
    <message>
        <source>%1 B/s</source>
        <translation>%1 B/s</translation>
    </message>
    <message>
        <source>%1 kB/s</source>
        <translation>%1 kB/s</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 KiB/s</source>
        <translation>%1 KiB/s</translation>
    </message>
    <message>
        <source>%1 MiB/s</source>
        <translation>%1 MiB/s</translation>
    </message>
    <message>
        <source>%1 GiB/s</source>
        <translation>%1 GiB/s</translation>
    </message>
    <message>
        <source>%1 bit/s</source>
        <translation>%1 bit/s</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>%1 Mbit/s</source>
        <translation>%1 Mbit/s</translation>
    </message>
    <message>
        <source>%1 Gbit/s</source>
        <translation>%1 Gbit/s</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 IOPS</source>
        <translation>%1 IOPS</translation>
    </message>
    <message>
        <source>%1 k IOPS</source>
        <translation>%1 k IOPS</translation>
    </message>
    <message>
        <source>%1 M IOPS</source>
        <translation>%1 M IOPS</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Queue depth</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>How much data is read and written each second</source>
        <translation>Wie viele Daten je Sekunde gelesen und geschrieben werden</translation>
    </message>
    <message>
        <source>How many requests are done each second (IOPS)</source>
        <translation>Wie viele Anforderungen je Sekunde erledigt werden (IOPS)</translation>
    </message>
    <message>
        <source>How long a request takes: on average, and the time within which 99 of 100 are done (p99)</source>
        <translation>Wie lange eine Anforderung dauert: im Mittel, und die Zeit, in der 99 von 100 erledigt sind (p99)</translation>
    </message>
    <message>
        <source>How many requests are under way at the same time</source>
        <translation>Wie viele Anforderungen gleichzeitig unterwegs sind</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>line of a graph</comment>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Write</source>
        <comment>line of a graph</comment>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Read p99</source>
        <comment>line of a graph</comment>
        <translation>Lesen p99</translation>
    </message>
    <message>
        <source>Write p99</source>
        <comment>line of a graph</comment>
        <translation>Schreiben p99</translation>
    </message>
    <message>
        <source>Under way</source>
        <comment>line of a graph: requests</comment>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>MiB/s</source>
        <translation>MiB/s</translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <translation>Mbit/s</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Remedy</name>
    <message>
        <source>Copy this machine&apos;s name</source>
        <translation>Namen dieses Rechners kopieren</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>Passwort eingeben …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show what uses it</source>
        <translation>Zeigen, was sie benutzt</translation>
    </message>
    <message>
        <source>Change the interface</source>
        <translation>Schnittstelle ändern</translation>
    </message>
    <message>
        <source>Show the event</source>
        <translation>Ereignis zeigen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ResultPage</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>These disks are on this computer now. They stay connected when you close Portolan.</source>
        <translation>Diese Festplatten sind jetzt auf diesem Rechner. Sie bleiben verbunden, wenn Sie Portolan schließen.</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Festplatten</translation>
    </message>
    <message>
        <source>“%1” is not connected.</source>
        <translation>„%1“ ist nicht verbunden.</translation>
    </message>
    <message>
        <source>LUN %1 is not usable: %2</source>
        <translation>LUN %1 ist nicht verwendbar: %2</translation>
    </message>
    <message>
        <source>The target offers no disk to this computer.</source>
        <translation>Das Ziel bietet diesem Rechner keine Festplatte an.</translation>
    </message>
    <message>
        <source>On the server, map a LUN to the target for this computer&apos;s initiator name. It appears here by itself.</source>
        <translation>Ordnen Sie auf dem Server dem Ziel für den Initiatornamen dieses Rechners eine LUN zu. Sie erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>Its disks will appear in a moment.</source>
        <translation>Seine Festplatten erscheinen gleich.</translation>
    </message>
    <message>
        <source>It is connected now, but will not be after the next start.</source>
        <translation>Es ist jetzt verbunden, nach dem nächsten Start aber nicht.</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy path of %1</source>
        <translation>Pfad von %1 kopieren</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open folder of %1</source>
        <translation>Ordner von %1 öffnen</translation>
    </message>
    <message>
        <source>Format and mount…</source>
        <translation>Formatieren und einhängen…</translation>
    </message>
    <message>
        <source>Mount…</source>
        <translation>Einhängen…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SecretEdit</name>
    <message>
        <source>Hide the password (Ctrl+H)</source>
        <translation>Passwort verbergen (Strg+H)</translation>
    </message>
    <message>
        <source>Show the password (Ctrl+H)</source>
        <translation>Passwort zeigen (Strg+H)</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SecretField</name>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Makes up a random password and shows it, to be set on the storage server too.</source>
        <translation>Denkt sich ein zufälliges Passwort aus und zeigt es; es muss auch auf dem Server eingestellt werden.</translation>
    </message>
    <message>
        <source>Generate: %1</source>
        <translation>Erzeugen: %1</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>Die Feststelltaste ist an.</translation>
    </message>
    <message>
        <source>The same as the other password: the two must be different.</source>
        <translation>Dasselbe wie das andere Passwort: Die beiden müssen verschieden sein.</translation>
    </message>
    <message>
        <source>Too short: it needs 12 characters or more.</source>
        <translation>Zu kurz: Es braucht 12 Zeichen oder mehr.</translation>
    </message>
    <message>
        <source>Weak: who listens on the network may guess it. Longer or more mixed is better.</source>
        <translation>Schwach: Wer im Netzwerk mithört, kann es erraten. Länger oder bunter gemischt ist besser.</translation>
    </message>
    <message>
        <source>Good. Set the same on the storage server.</source>
        <translation>Gut. Stellen Sie dasselbe auf dem Server ein.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Gut.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ServersDialog</name>
    <message>
        <source>Storage servers</source>
        <translation>Speicherserver</translation>
    </message>
    <message>
        <source>Targets of the chosen server</source>
        <translation>Ziele des gewählten Servers</translation>
    </message>
    <message>
        <source>&amp;Add storage…</source>
        <translation>Speicher &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>Erneut &amp;suchen</translation>
    </message>
    <message>
        <source>Search a&amp;ll</source>
        <translation>&amp;Alle durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>No storage server was searched yet.</source>
        <translation>Noch wurde kein Speicherserver durchsucht.</translation>
    </message>
    <message>
        <source>The searches at this server found no target.</source>
        <translation>Die Suchen auf diesem Server haben kein Ziel gefunden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Found at %1:</source>
        <translation>Gefunden auf %1:</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Last search</source>
        <translation>Letzte Suche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Remove the storage server “%1”?</source>
        <translation>Den Speicherserver „%1“ entfernen?</translation>
    </message>
    <message>
        <source>It is not searched any more, and the password of its searches is removed. Its targets stay.</source>
        <translation>Er wird nicht mehr durchsucht, und das Passwort für die Suche wird entfernt. Seine Ziele bleiben.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Search by &amp;itself</source>
        <translation>Von sel&amp;bst suchen</translation>
    </message>
    <message>
        <source>&amp;When I ask</source>
        <translation>&amp;Wenn ich es will</translation>
    </message>
    <message>
        <source>Every &amp;5 minutes</source>
        <translation>Alle &amp;5 Minuten</translation>
    </message>
    <message>
        <source>Every &amp;15 minutes</source>
        <translation>Alle &amp;15 Minuten</translation>
    </message>
    <message>
        <source>Every &amp;30 minutes</source>
        <translation>Alle &amp;30 Minuten</translation>
    </message>
    <message>
        <source>Every &amp;hour</source>
        <translation>Jede &amp;Stunde</translation>
    </message>
    <message>
        <source>Every &amp;6 hours</source>
        <translation>Alle &amp;6 Stunden</translation>
    </message>
    <message>
        <source>Every &amp;day</source>
        <translation>Jeden &amp;Tag</translation>
    </message>
    <message>
        <source>&amp;Every %1</source>
        <translation>&amp;Alle %1</translation>
    </message>
    <message>
        <source>The service searches it again by itself, with or without this window. New targets are listed; none is connected and none is removed.</source>
        <translation>Der Dienst durchsucht ihn von selbst erneut, mit oder ohne dieses Fenster. Neue Ziele kommen in die Liste; keines wird verbunden und keines entfernt.</translation>
    </message>
    <message>
        <source>Add iS&amp;NS server…</source>
        <translation>iS&amp;NS-Server hinzufügen …</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ServersModel</name>
    <message>
        <source>%1 through %2</source>
        <comment>server, interface</comment>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>Wie bisher</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Failed %1</source>
        <comment>moment</comment>
        <translation>Gescheitert %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n fehlt</numerusform>
            <numerusform>%n fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>Searched as “%1”</source>
        <translation>Gesucht als „%1“</translation>
    </message>
    <message>
        <source>Storage server</source>
        <translation>Speicherserver</translation>
    </message>
    <message>
        <source>Last search</source>
        <translation>Letzte Suche</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>What it brought</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The password was last used %1</source>
        <comment>moment</comment>
        <translation>Das Passwort wurde zuletzt %1 verwendet</translation>
    </message>
    <message>
        <source>When you ask</source>
        <translation>Wenn Sie es wollen</translation>
    </message>
    <message>
        <source>Next search</source>
        <translation>Nächste Suche</translation>
    </message>
    <message>
        <source>iSNS server</source>
        <translation>iSNS-Server</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SessionHealth</name>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Unstable</source>
        <translation>Unbeständig</translation>
    </message>
    <message numerus="yes">
        <source>%n reconnect(s)</source>
        <translation>
            <numerusform>%n Mal neu verbunden</numerusform>
            <numerusform>%n Mal neu verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged transfer(s)</source>
        <translation>
            <numerusform>%n beschädigte Übertragung</numerusform>
            <numerusform>%n beschädigte Übertragungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without an answer</source>
        <translation>
            <numerusform>%n Anforderung ohne Antwort</numerusform>
            <numerusform>%n Anforderungen ohne Antwort</numerusform>
        </translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation>Antwort nach %1</translation>
    </message>
    <message>
        <source>no trouble in the last hour</source>
        <translation>keine Störung in der letzten Stunde</translation>
    </message>
    <message>
        <source>%1 in the last hour</source>
        <comment>list of troubles</comment>
        <translation>%1 in der letzten Stunde</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SettingsDialog</name>
    <message>
        <source>Start in the &amp;tray when I log in</source>
        <translation>Bei meiner An&amp;meldung im Benachrichtigungsfeld starten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Initiator name</source>
        <translation>&amp;Initiatorname</translation>
    </message>
    <message>
        <source>&amp;Desktop</source>
        <translation>&amp;Desktop</translation>
    </message>
    <message>
        <source>N&amp;otifications</source>
        <translation>&amp;Benachrichtigungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Targets marked “at start” are connected by the service, with or without this window.</source>
        <translation>„Beim Start“ markierte Ziele verbindet der Dienst, mit diesem Fenster oder ohne es.</translation>
    </message>
    <message>
        <source>Ask before</source>
        <translation>Nachfragen vor</translation>
    </message>
    <message>
        <source>&amp;Forgetting a target</source>
        <translation>Dem &amp;Vergessen eines Ziels</translation>
    </message>
    <message>
        <source>Removing a storage se&amp;rver</source>
        <translation>Dem Entfernen eines Speicherse&amp;rvers</translation>
    </message>
    <message>
        <source>Removing a &amp;password</source>
        <translation>Dem Entfernen eines &amp;Passworts</translation>
    </message>
    <message>
        <source>Logging out of &amp;all targets</source>
        <translation>Dem Abmelden von &amp;allen Zielen</translation>
    </message>
    <message>
        <source>Tell me when</source>
        <translation>Melden, wenn</translation>
    </message>
    <message>
        <source>The connection under a disk in use is &amp;lost</source>
        <translation>Die Verbindung unter einer benutzten Festplatte ver&amp;loren geht</translation>
    </message>
    <message>
        <source>It is &amp;back</source>
        <translation>Sie &amp;wieder da ist</translation>
    </message>
    <message>
        <source>A login is &amp;refused</source>
        <translation>Eine Anmeldung abgelehnt wi&amp;rd</translation>
    </message>
    <message>
        <source>A disk has become lar&amp;ger</source>
        <translation>Eine Festplatte &amp;größer geworden ist</translation>
    </message>
    <message>
        <source>A logout is &amp;held up by a disk in use</source>
        <translation>Eine ben&amp;utzte Festplatte das Abmelden aufhält</translation>
    </message>
    <message>
        <source>Whatever is switched off here is still in the events of its target.</source>
        <translation>Was hier ausgeschaltet ist, steht trotzdem in den Ereignissen seines Ziels.</translation>
    </message>
    <message>
        <source>The start in the tray could not be changed.</source>
        <translation>Der Start im Benachrichtigungsfeld konnte nicht geändert werden.</translation>
    </message>
    <message>
        <source>Show throughp&amp;ut in:</source>
        <translation>D&amp;urchsatz angeben in:</translation>
    </message>
    <message>
        <source>Ne&amp;w targets</source>
        <translation>Neue &amp;Ziele</translation>
    </message>
    <message>
        <source>Targets that are found or added from now on begin with these settings. Those that are in the list already keep their own.</source>
        <translation>Ziele, die von jetzt an gefunden oder hinzugefügt werden, beginnen mit diesen Einstellungen. Die schon in der Liste sind, behalten ihre eigenen.</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>setting, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Anzeige</translation>
    </message>
    <message>
        <source>Tray icon in the colour of the pa&amp;nel</source>
        <translation>Symbol in der Farbe der &amp;Leiste</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SupportReportDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Support report</source>
        <translation>Bericht für Helfer</translation>
    </message>
    <message>
        <source>This is everything that is saved or copied. Passwords are not in it; the names of targets and the addresses of servers are. Read it before you send it to somebody.</source>
        <translation>Das ist alles, was gespeichert oder kopiert wird. Passwörter stehen nicht darin, Namen von Zielen und Adressen von Servern schon. Lesen Sie es, bevor Sie es jemandem schicken.</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Wird gesammelt …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Save the support report</source>
        <translation>Den Bericht speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation>Der Bericht konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetChoice</name>
    <message>
        <source>Targets found</source>
        <translation>Gefundene Ziele</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Portal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Already connected</source>
        <translation>Schon verbunden</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>The server names this address, but nothing answers there now. It can be chosen all the same.</source>
        <translation>Der Server nennt diese Adresse, aber dort antwortet gerade nichts. Sie kann trotzdem gewählt werden.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetDetails</name>
    <message>
        <source>Details of the target</source>
        <translation>Einzelheiten des Ziels</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>&amp;Disks</source>
        <translation>&amp;Festplatten</translation>
    </message>
    <message>
        <source>Th&amp;roughput</source>
        <translation>&amp;Durchsatz</translation>
    </message>
    <message>
        <source>&amp;Parameters</source>
        <translation>Para&amp;meter</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>No target chosen</source>
        <translation>Kein Ziel gewählt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetFeed</name>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetList</name>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Filter targets</source>
        <translation>Ziele filtern</translation>
    </message>
    <message>
        <source>No target matches the filter.</source>
        <translation>Kein Ziel passt zum Filter.</translation>
    </message>
    <message>
        <source>Show targets by state</source>
        <translation>Ziele nach Zustand zeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>Mit Problemen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetModel</name>
    <message>
        <source>%1 of %2 connected</source>
        <translation>%1 von %2 verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%n portal(s)</source>
        <translation>
            <numerusform>%n Portal</numerusform>
            <numerusform>%n Portale</numerusform>
        </translation>
    </message>
    <message>
        <source>portal %1</source>
        <translation>Portal %1</translation>
    </message>
    <message>
        <source>disks %1</source>
        <translation>Festplatten %1</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>liest %1</translation>
    </message>
    <message>
        <source>writing %1</source>
        <translation>schreibt %1</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Portal</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Festplatten</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>column: rate</comment>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Write</source>
        <comment>column: rate</comment>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Text</name>
    <message>
        <source>today at %1</source>
        <translation>heute um %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>gestern um %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>date, time</comment>
        <translation>%1 um %2</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>User space</source>
        <translation>Anwenderprozess</translation>
    </message>
    <message>
        <source>Chosen automatically</source>
        <translation>Automatisch gewählt</translation>
    </message>
    <message>
        <source>tomorrow at %1</source>
        <translation>morgen um %1</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ThroughputGraph</name>
    <message>
        <source>Throughput graph</source>
        <translation>Kurve des Durchsatzes</translation>
    </message>
    <message>
        <source>Nothing was measured in this time.</source>
        <translation>In dieser Zeit wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>Use the arrow keys to read values.</source>
        <translation>Mit den Pfeiltasten lassen sich Werte ablesen.</translation>
    </message>
    <message>
        <source>Graph: %1</source>
        <translation>Kurve: %1</translation>
    </message>
    <message>
        <source>read %1, write %2</source>
        <comment>rate, rate</comment>
        <translation>Lesen %1, Schreiben %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>time, values</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Last: %1. Highest: %2.</source>
        <translation>Zuletzt: %1. Höchstens: %2.</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>Von %1 bis %2.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ThroughputPage</name>
    <message>
        <source>This target</source>
        <translation>Dieses Ziel</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>LUN %1: %2</source>
        <translation>LUN %1: %2</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Alle Sitzungen</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Save values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Table for other programs (*.csv)</source>
        <translation>Tabelle für andere Programme (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>“%1” could not be saved: %2.</source>
        <translation>„%1“ konnte nicht gespeichert werden: %2.</translation>
    </message>
    <message>
        <source>Choose another folder or free some space.</source>
        <translation>Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ThroughputPanel</name>
    <message>
        <source>Throughput as a table</source>
        <translation>Durchsatz als Tabelle</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 min</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Die letzten %1 zeigen</translation>
    </message>
    <message>
        <source>Nothing was measured in this time.</source>
        <translation>In dieser Zeit wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Of what it is shown</source>
        <translation>Wovon es gezeigt wird</translation>
    </message>
    <message>
        <source>Zoom, units and export</source>
        <translation>Vergrößern, Einheiten und Speichern</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 T</translation>
    </message>
    <message>
        <source>Show latest</source>
        <translation>Neueste zeigen</translation>
    </message>
    <message>
        <source>Back to the latest values (Esc)</source>
        <translation>Zurück zu den neuesten Werten (Esc)</translation>
    </message>
    <message>
        <source>Back to the latest values</source>
        <translation>Zurück zu den neuesten Werten</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Back to the latest values</source>
        <translation>&amp;Zurück zu den neuesten Werten</translation>
    </message>
    <message>
        <source>&amp;Units</source>
        <translation>&amp;Einheiten</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>Als &amp;CSV speichern …</translation>
    </message>
    <message>
        <source>Save as &amp;picture…</source>
        <translation>Als &amp;Bild speichern …</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TimelineWindow</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TrayIcon</name>
    <message>
        <source>Read %1 · Write %2</source>
        <comment>rates</comment>
        <translation>Lesen %1 · Schreiben %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Log out…</source>
        <translation>Abmelden …</translation>
    </message>
    <message>
        <source>Add storage…</source>
        <translation>Speicher hinzufügen …</translation>
    </message>
    <message>
        <source>Open Portolan</source>
        <translation>Portolan öffnen</translation>
    </message>
    <message>
        <source>Quit (sessions stay connected)</source>
        <translation>Beenden (Sitzungen bleiben verbunden)</translation>
    </message>
    <message>
        <source>Log in all</source>
        <translation>Alle anmelden</translation>
    </message>
    <message>
        <source>Log out all…</source>
        <translation>Alle abmelden …</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the window…</source>
        <translation>
            <numerusform>%n weiteres im Fenster …</numerusform>
            <numerusform>%n weitere im Fenster …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::UnavailablePage</name>
    <message>
        <source>Command that starts the service</source>
        <translation>Befehl, der den Dienst startet</translation>
    </message>
    <message>
        <source>Looking for the Portolan service…</source>
        <translation>Der Portolan-Dienst wird gesucht …</translation>
    </message>
    <message>
        <source>The Portolan service has stopped</source>
        <translation>Der Portolan-Dienst wurde beendet</translation>
    </message>
    <message>
        <source>Your disks stay connected. This window continues by itself when the service is back.</source>
        <translation>Ihre Festplatten bleiben verbunden. Dieses Fenster macht von selbst weiter, wenn der Dienst wieder da ist.</translation>
    </message>
</context>
<context>
    <name>portolan::gui::UnmountDialog</name>
    <message>
        <source>Unmount a disk</source>
        <translation>Eine Festplatte aushängen</translation>
    </message>
    <message>
        <source>What is not written yet is written, and the folder is empty afterwards. The target stays connected.</source>
        <translation>Was noch nicht geschrieben ist, wird geschrieben; danach ist der Ordner leer. Das Ziel bleibt verbunden.</translation>
    </message>
    <message>
        <source>&amp;Do not mount it at the next start either (removes its line from /etc/fstab)</source>
        <translation>Auch beim nächsten Start &amp;nicht einhängen (entfernt ihre Zeile aus /etc/fstab)</translation>
    </message>
    <message>
        <source>Programs use it; close them first:</source>
        <translation>Programme benutzen sie; schließen Sie sie zuerst:</translation>
    </message>
    <message>
        <source>&amp;Unmount</source>
        <translation>A&amp;ushängen</translation>
    </message>
    <message>
        <source>Unmounting. What is not written yet is written first; a password may be asked for.</source>
        <translation>Sie wird ausgehängt. Was noch nicht geschrieben ist, wird vorher geschrieben; vielleicht wird ein Passwort verlangt.</translation>
    </message>
</context>
<context>
    <name>portolan::udisks::Failure</name>
    <message>
        <source>UDisks is missing here; it is what makes file systems and mounts them.</source>
        <translation>UDisks fehlt hier; es legt Dateisysteme an und hängt sie ein.</translation>
    </message>
    <message>
        <source>UDisks does not answer, so nobody knows whether “%1” is as it should be.</source>
        <translation>UDisks antwortet nicht; ob mit „%1“ alles stimmt, weiß deshalb niemand.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>„%1“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>You may not change “%1”.</source>
        <translation>Sie dürfen „%1“ nicht ändern.</translation>
    </message>
    <message>
        <source>No password was given, so nothing more was done to “%1”.</source>
        <translation>Es wurde kein Passwort eingegeben; mit „%1“ ist nichts weiter geschehen.</translation>
    </message>
    <message>
        <source>“%1” is in use.</source>
        <translation>„%1“ wird benutzt.</translation>
    </message>
    <message>
        <source>“%1” is mounted already.</source>
        <translation>„%1“ ist schon eingehängt.</translation>
    </message>
    <message>
        <source>“%1” is not mounted.</source>
        <translation>„%1“ ist nicht eingehängt.</translation>
    </message>
    <message>
        <source>This computer cannot work with the file system of “%1”.</source>
        <translation>Mit dem Dateisystem von „%1“ kann dieser Rechner nicht umgehen.</translation>
    </message>
    <message>
        <source>“%1” can only be read.</source>
        <translation>„%1“ kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>“%1” is too small for a file system.</source>
        <translation>„%1“ ist zu klein für ein Dateisystem.</translation>
    </message>
    <message>
        <source>“%1” is not empty, and its name was not typed.</source>
        <translation>„%1“ ist nicht leer, und der Name wurde nicht eingegeben.</translation>
    </message>
    <message>
        <source>“%1” is not what it was a moment ago; nothing was done to it.</source>
        <translation>„%1“ ist nicht mehr, was es eben noch war; es ist nichts damit geschehen.</translation>
    </message>
    <message>
        <source>Stopped. “%1” may hold half a file system now.</source>
        <translation>Abgebrochen. Auf „%1“ ist jetzt vielleicht ein halbes Dateisystem.</translation>
    </message>
    <message>
        <source>It did not work with “%1”.</source>
        <translation>Mit „%1“ hat es nicht geklappt.</translation>
    </message>
    <message>
        <source>Install the package udisks2, then come back to this page.</source>
        <translation>Installieren Sie das Paket udisks2 und kommen Sie dann auf diese Seite zurück.</translation>
    </message>
    <message>
        <source>Look whether the disk is connected, and restart udisks2.service if it stays silent.</source>
        <translation>Sehen Sie nach, ob die Festplatte verbunden ist, und starten Sie udisks2.service neu, wenn es stumm bleibt.</translation>
    </message>
    <message>
        <source>Look whether its target is still connected, and connect it again.</source>
        <translation>Sehen Sie nach, ob das Ziel noch verbunden ist, und verbinden Sie es neu.</translation>
    </message>
    <message>
        <source>Ask an administrator of this computer to do it, or to allow it to you.</source>
        <translation>Bitten Sie die Verwaltung dieses Rechners, es zu tun oder Ihnen zu erlauben.</translation>
    </message>
    <message>
        <source>Try again and enter the password of an administrator.</source>
        <translation>Versuchen Sie es noch einmal und geben Sie das Passwort eines Administrators ein.</translation>
    </message>
    <message>
        <source>The page Disks of its target names what uses it; end that, then try again.</source>
        <translation>Die Seite „Festplatten“ des Ziels nennt, was sie benutzt; beenden Sie das und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Open its folder; to format it, unmount it first.</source>
        <translation>Öffnen Sie den Ordner; zum Formatieren hängen Sie sie zuerst aus.</translation>
    </message>
    <message>
        <source>There is nothing to unmount.</source>
        <translation>Es gibt nichts auszuhängen.</translation>
    </message>
    <message>
        <source>Install its tools (e2fsprogs, xfsprogs, btrfs-progs, exfatprogs or dosfstools), or choose another file system.</source>
        <translation>Installieren Sie die Werkzeuge dafür (e2fsprogs, xfsprogs, btrfs-progs, exfatprogs oder dosfstools) oder wählen Sie ein anderes Dateisystem.</translation>
    </message>
    <message>
        <source>Allow writing in the settings of the storage server, then connect again.</source>
        <translation>Erlauben Sie das Schreiben in den Einstellungen des Speicherservers und verbinden Sie neu.</translation>
    </message>
    <message>
        <source>Make the disk larger on the storage server.</source>
        <translation>Vergrößern Sie die Festplatte auf dem Speicherserver.</translation>
    </message>
    <message>
        <source>Type the name of the disk if everything on it may be lost.</source>
        <translation>Geben Sie den Namen der Festplatte ein, wenn alles darauf verloren gehen darf.</translation>
    </message>
    <message>
        <source>Another computer may use it. Look at what is on it now, then decide again.</source>
        <translation>Vielleicht benutzt sie ein anderer Rechner. Sehen Sie nach, was jetzt darauf ist, und entscheiden Sie neu.</translation>
    </message>
    <message>
        <source>The log of udisks2.service may say why.</source>
        <translation>Das Protokoll von udisks2.service sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>UDisks says: %1</source>
        <translation>UDisks sagt: %1</translation>
    </message>
    <message>
        <source>The file system of “%1” has errors.</source>
        <translation>Das Dateisystem von „%1“ hat Fehler.</translation>
    </message>
    <message>
        <source>Make a copy of what is on it, then let fsck mend it.</source>
        <translation>Machen Sie eine Kopie von dem, was darauf ist, und lassen Sie es dann von fsck reparieren.</translation>
    </message>
</context>
</TS>
