<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Cli</name>
    <message>
        <source>The service is back.</source>
        <translation>服务已恢复。</translation>
    </message>
    <message>
        <source>The service is gone; waiting until it is back.</source>
        <translation>服务已停止；正在等待其恢复。</translation>
    </message>
    <message>
        <source>Write JSON instead of text; errors too.</source>
        <translation>以 JSON 代替文本输出，错误信息也一样。</translation>
    </message>
    <message>
        <source>Where the service is: system (default), session, or the address of a bus.</source>
        <translation>服务所在的总线：system（默认）、session，或某个总线的地址。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>A command is missing; “portolanctl --help” lists them.</source>
        <translation>缺少命令；“portolanctl --help” 会列出所有命令。</translation>
    </message>
    <message>
        <source>Something is missing: portolanctl %1 %2</source>
        <translation>缺少参数：portolanctl %1 %2</translation>
    </message>
    <message>
        <source>“%1” is too much.</source>
        <translation>“%1” 是多余的。</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <translation>没有选项 %1。</translation>
    </message>
    <message>
        <source>There is no command “%1”; “portolanctl --help” lists them.</source>
        <translation>没有命令 “%1”；“portolanctl --help” 会列出所有命令。</translation>
    </message>
    <message>
        <source>There is no option --%1 here.</source>
        <translation>此处没有选项 --%1。</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>--%1 不接受值。</translation>
    </message>
    <message>
        <source>--%1 needs a value: %2</source>
        <translation>--%1 需要一个值：%2</translation>
    </message>
    <message>
        <source>portolanctl: iSCSI disks from the command line

Usage: portolanctl [OPTIONS] COMMAND …

Commands:
</source>
        <translation>portolanctl：在命令行中使用 iSCSI 磁盘

用法：portolanctl [选项] 命令 …

命令：
</translation>
    </message>
    <message>
        <source>
Options of all commands:
</source>
        <translation>
所有命令通用的选项：
</translation>
    </message>
    <message>
        <source>
TARGET is a target&apos;s name, its label, a part of either that fits one target only, or NAME@PORTAL.
“portolanctl COMMAND --help” tells more; exit codes are in portolanctl(1).
</source>
        <translation>
目标（TARGET）可以是目标的名称、其标签、二者中只与一个目标匹配的一部分，或“名称@门户”。
“portolanctl 命令 --help” 会给出更多说明；退出代码见 portolanctl(1)。
</translation>
    </message>
    <message>
        <source>Usage: portolanctl %1 %2

%3
</source>
        <translation>用法：portolanctl %1 %2

%3
</translation>
    </message>
    <message>
        <source>
Options:
</source>
        <translation>
选项：
</translation>
    </message>
    <message>
        <source>
Examples:
</source>
        <translation>
示例：
</translation>
    </message>
    <message>
        <source>What the last word could become; used by the shell</source>
        <translation>最后一个词可以补全成什么；由 shell 使用</translation>
    </message>
    <message>
        <source>Connect through this network device (eth1) or from this address (10.0.0.7).</source>
        <translation>通过此网络设备（eth1）或从此地址（10.0.0.7）连接。</translation>
    </message>
    <message>
        <source>“%1” is not an address: %2.</source>
        <translation>“%1” 不是地址：%2。</translation>
    </message>
    <message>
        <source>--interface “%1”: %2.</source>
        <translation>--interface “%1”：%2。</translation>
    </message>
    <message>
        <source>A password needs --name, and --target-name needs it too.</source>
        <translation>密码需要同时给出 --name；--target-name 也一样。</translation>
    </message>
    <message>
        <source>--timeout must be 1 to %1 seconds.</source>
        <translation>--timeout 必须为 1 到 %1 秒。</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>%1 的密码：</translation>
    </message>
    <message>
        <source>The target&apos;s own password (%1): </source>
        <translation>目标自己的密码（%1）：</translation>
    </message>
    <message>
        <source>TARGET</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>PORTAL</source>
        <translation>门户</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>%1 answers but has no target for this computer; its initiator name there must be %2.</source>
        <translation>%1 有应答，但没有供本机使用的目标；在该服务器上，本机的发起程序名称须为 %2。</translation>
    </message>
    <message>
        <source>--portal-group must be 0 to 65535.</source>
        <translation>--portal-group 必须为 0 到 65535。</translation>
    </message>
    <message>
        <source>“%1” at %2 is in the list now.</source>
        <translation>位于 %2 的 “%1” 现已加入列表。</translation>
    </message>
    <message>
        <source>Ask a storage server which targets it has</source>
        <translation>询问存储服务器有哪些目标</translation>
    </message>
    <message>
        <source>CHAP name for the search itself; asks for the password.</source>
        <translation>搜索本身所用的 CHAP 名称；会要求输入密码。</translation>
    </message>
    <message>
        <source>Read that password from a file descriptor instead.</source>
        <translation>改为从文件描述符读取该密码。</translation>
    </message>
    <message>
        <source>CHAP name with which the server must prove itself.</source>
        <translation>服务器用来证明自己身份的 CHAP 名称。</translation>
    </message>
    <message>
        <source>Read the server&apos;s password from a file descriptor.</source>
        <translation>从文件描述符读取服务器的密码。</translation>
    </message>
    <message>
        <source>Give up after so long (default 30).</source>
        <translation>超过此秒数后放弃（默认 30）。</translation>
    </message>
    <message>
        <source>Lists the targets of that server and remembers them.</source>
        <translation>列出该服务器的目标并记住它们。</translation>
    </message>
    <message>
        <source>Searches and later connects through this network device.</source>
        <translation>通过此网络设备搜索，以后也通过它连接。</translation>
    </message>
    <message>
        <source>Another port, and a search that needs a password.</source>
        <translation>使用其他端口，并且搜索需要密码。</translation>
    </message>
    <message>
        <source>Add a target by hand that no search names</source>
        <translation>手动添加搜索时不会列出的目标</translation>
    </message>
    <message>
        <source>Its target portal group tag, if known.</source>
        <translation>其目标门户组标签（如果已知）。</translation>
    </message>
    <message>
        <source>Adds it; “login” connects it.</source>
        <translation>添加该目标；用 “login” 连接它。</translation>
    </message>
    <message>
        <source>--most must be a number.</source>
        <translation>--most 必须是数字。</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>尚未发生任何事件。</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Show what has happened</source>
        <translation>显示已发生的事件</translation>
    </message>
    <message>
        <source>Go on with what happens from now on, until Ctrl+C.</source>
        <translation>此后持续显示新事件，直到按下 Ctrl+C。</translation>
    </message>
    <message>
        <source>How many of the past ones (default 50).</source>
        <translation>显示多少个过去的事件（默认 50）。</translation>
    </message>
    <message>
        <source>The last 50 events of one target.</source>
        <translation>某个目标的最近 50 个事件。</translation>
    </message>
    <message>
        <source>One JSON object per line, for a monitor.</source>
        <translation>每行一个 JSON 对象，供监控程序使用。</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>kept as set here</source>
        <translation>保留此处的设置</translation>
    </message>
    <message>
        <source>%1 (kept)</source>
        <translation>%1（保留）</translation>
    </message>
    <message>
        <source>password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>target&apos;s password</source>
        <translation>目标的密码</translation>
    </message>
    <message>
        <source>ADDRESS TO SEARCH</source>
        <translation>要搜索的地址</translation>
    </message>
    <message>
        <source>IMPORT</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>INTERFACE</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>open-iscsi also logs in to %1 of them at boot; “systemctl disable open-iscsi iscsid” ends that.</source>
        <translation>其中有 %1 个目标在开机时也会由 open-iscsi 登录；“systemctl disable open-iscsi iscsid” 可以停止这一行为。</translation>
    </message>
    <message>
        <source>NOT TAKEN AS IT IS</source>
        <translation>未照原样接管的内容</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>&gt;LINE</source>
        <translation>&gt;行</translation>
    </message>
    <message>
        <source>&gt;FILES</source>
        <translation>&gt;文件数</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>未包括：%1</translation>
    </message>
    <message>
        <source>%1 more such notes.</source>
        <translation>还有 %1 条类似的提示。</translation>
    </message>
    <message>
        <source>%1 lines have a key that is not known.</source>
        <translation>有 %1 行的键无法识别。</translation>
    </message>
    <message>
        <source>Initiator name: %1 → %2</source>
        <translation>发起程序名称：%1 → %2</translation>
    </message>
    <message>
        <source>open-iscsi&apos;s initiator name is %1; this computer&apos;s here stays %2. Servers that let only known names in need the new one, or take the old one over with --take-initiator-name.</source>
        <translation>open-iscsi 的发起程序名称是 %1；本机在此处的名称仍为 %2。只允许已知名称的服务器需要登记新名称，或者用 --take-initiator-name 沿用旧名称。</translation>
    </message>
    <message>
        <source>Nothing was changed. An import would bring: %1 new, %2 changed, %3 kept as set here, %4 the same; %5 are only here.</source>
        <translation>未作任何更改。导入的结果将是：新增 %1 个，更改 %2 个，保留此处设置 %3 个，相同 %4 个；%5 个仅存在于此处。</translation>
    </message>
    <message>
        <source>Imported: %1 new, %2 changed, %3 kept as set here, %4 the same; %5 are only here.</source>
        <translation>已导入：新增 %1 个，更改 %2 个，保留此处设置 %3 个，相同 %4 个；%5 个仅存在于此处。</translation>
    </message>
    <message>
        <source>Take over what open-iscsi knows</source>
        <translation>接管 open-iscsi 所知的内容</translation>
    </message>
    <message>
        <source>Only show what would change.</source>
        <translation>只显示将会更改的内容。</translation>
    </message>
    <message>
        <source>Also overwrite what was set here.</source>
        <translation>同时覆盖在此处设置的内容。</translation>
    </message>
    <message>
        <source>Use open-iscsi&apos;s initiator name from now on.</source>
        <translation>此后使用 open-iscsi 的发起程序名称。</translation>
    </message>
    <message>
        <source>Compares /etc/iscsi and /var/lib/iscsi with what is here.</source>
        <translation>将 /etc/iscsi 和 /var/lib/iscsi 与此处的内容比较。</translation>
    </message>
    <message>
        <source>Takes over the targets and the name of another system.</source>
        <translation>接管另一个系统的目标和名称。</translation>
    </message>
    <message>
        <source>No target is known yet; “portolanctl discover ADDRESS” finds them.</source>
        <translation>尚无已知目标；“portolanctl discover 地址” 可查找目标。</translation>
    </message>
    <message>
        <source>PORTALS</source>
        <translation>门户</translation>
    </message>
    <message>
        <source>DISKS</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>LABEL</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>LOGIN</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>AUTH</source>
        <translation>认证</translation>
    </message>
    <message>
        <source>LAST ERROR</source>
        <translation>上次错误</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1，通过 %2</translation>
    </message>
    <message>
        <source>No storage server was searched yet; “portolanctl discover ADDRESS” does.</source>
        <translation>尚未搜索过任何存储服务器；请使用 “portolanctl discover 地址”。</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>&gt;PORT</source>
        <translation>&gt;端口</translation>
    </message>
    <message>
        <source>&gt;TARGETS</source>
        <translation>&gt;目标</translation>
    </message>
    <message>
        <source>LAST SEARCH</source>
        <translation>上次搜索</translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing is connected.</source>
        <translation>没有任何连接。</translation>
    </message>
    <message>
        <source>&gt;ID</source>
        <translation>&gt;ID</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>&gt;RECONNECTS</source>
        <translation>&gt;重新连接</translation>
    </message>
    <message>
        <source>There is no disk; “portolanctl login TARGET” brings them.</source>
        <translation>没有磁盘；“portolanctl login 目标” 可以连接磁盘。</translation>
    </message>
    <message>
        <source>DISK</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>&gt;SIZE</source>
        <translation>&gt;大小</translation>
    </message>
    <message>
        <source>&gt;LUN</source>
        <translation>&gt;LUN</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>USED BY</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>%1 of %2 wanted</source>
        <translation>%1，应有 %2</translation>
    </message>
    <message>
        <source>Known nodes</source>
        <translation>已知节点</translation>
    </message>
    <message>
        <source>Initiator name</source>
        <translation>发起程序名称</translation>
    </message>
    <message>
        <source>Data planes</source>
        <translation>数据平面</translation>
    </message>
    <message>
        <source>Also running</source>
        <translation>同时运行的程序</translation>
    </message>
    <message>
        <source>%1; do not connect one target with both</source>
        <translation>%1；请勿用两者同时连接同一个目标</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>nothing to connect</source>
        <translation>没有需要连接的目标</translation>
    </message>
    <message>
        <source>all is connected</source>
        <translation>全部已连接</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>something is not connected</source>
        <translation>有目标未连接</translation>
    </message>
    <message>
        <source>nothing is connected that should be</source>
        <translation>应连接的目标均未连接</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>List known targets: state, portals, disks</source>
        <translation>列出已知目标：状态、门户、磁盘</translation>
    </message>
    <message>
        <source>One line per target.</source>
        <translation>每个目标一行。</translation>
    </message>
    <message>
        <source>List every way to a target: portal, settings, last error</source>
        <translation>列出通往目标的每条途径：门户、设置、上次错误</translation>
    </message>
    <message>
        <source>Everything about them, for a script.</source>
        <translation>给出全部信息，供脚本使用。</translation>
    </message>
    <message>
        <source>List storage servers that were searched</source>
        <translation>列出搜索过的存储服务器</translation>
    </message>
    <message>
        <source>One line per address, with the result of the last search.</source>
        <translation>每个地址一行，附上次搜索的结果。</translation>
    </message>
    <message>
        <source>List what is connected</source>
        <translation>列出已连接的会话</translation>
    </message>
    <message>
        <source>One line per session.</source>
        <translation>每个会话一行。</translation>
    </message>
    <message>
        <source>List disks and who uses them</source>
        <translation>列出磁盘及其使用者</translation>
    </message>
    <message>
        <source>With serial numbers and every mount point.</source>
        <translation>包括序列号和每个挂载点。</translation>
    </message>
    <message>
        <source>Say in a few lines how things are</source>
        <translation>用几行文字说明当前状况</translation>
    </message>
    <message>
        <source>The overall state of this computer&apos;s iSCSI disks.</source>
        <translation>本机 iSCSI 磁盘的总体状态。</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Give either targets or --all.</source>
        <translation>请给出目标，或使用 --all，二者选一。</translation>
    </message>
    <message>
        <source>“%1” is connected.</source>
        <translation>“%1” 已连接。</translation>
    </message>
    <message>
        <source>“%1” was connected already.</source>
        <translation>“%1” 先前已连接。</translation>
    </message>
    <message>
        <source>Disks: %1</source>
        <translation>磁盘：%1</translation>
    </message>
    <message>
        <source>Nothing to do: no target is marked “at start” and not connected.</source>
        <translation>无事可做：没有标记为“启动时连接”而尚未连接的目标。</translation>
    </message>
    <message>
        <source>“%1” is connected but has no LUN (disk) for this computer; assign one on the storage server.</source>
        <translation>“%1” 已连接，但没有供本机使用的 LUN（磁盘）；请在存储服务器上分配。</translation>
    </message>
    <message>
        <source>“%1” is not connected.</source>
        <translation>“%1” 未连接。</translation>
    </message>
    <message>
        <source>Logged out from “%1”.</source>
        <translation>已从 “%1” 注销。</translation>
    </message>
    <message>
        <source>Nothing was connected.</source>
        <translation>没有任何连接。</translation>
    </message>
    <message>
        <source>Connect targets, so that their disks appear</source>
        <translation>连接目标，使其磁盘出现</translation>
    </message>
    <message>
        <source>Every target that is marked “at start” and not connected.</source>
        <translation>所有标记为“启动时连接”而尚未连接的目标。</translation>
    </message>
    <message>
        <source>Connects one target.</source>
        <translation>连接一个目标。</translation>
    </message>
    <message>
        <source>The same by the end of its name, through one of its portals.</source>
        <translation>同上，用名称的末尾部分指定，并通过其某个门户连接。</translation>
    </message>
    <message>
        <source>Disconnect targets; refuses while their disks are in use</source>
        <translation>断开目标；其磁盘仍在使用时会拒绝</translation>
    </message>
    <message>
        <source>Every session.</source>
        <translation>所有会话。</translation>
    </message>
    <message>
        <source>Even if disks are in use; what was not written is lost.</source>
        <translation>即使磁盘正在使用；未写入的数据将会丢失。</translation>
    </message>
    <message>
        <source>Names who uses the disk, or takes it away safely.</source>
        <translation>指出谁在使用磁盘，或将磁盘安全移除。</translation>
    </message>
    <message>
        <source>“%1” was looked through; LUNs: %2.</source>
        <translation>已扫描 “%1”；LUN：%2。</translation>
    </message>
    <message>
        <source>“%1” is tried again now.</source>
        <translation>现在再次尝试连接 “%1”。</translation>
    </message>
    <message>
        <source>“%1” at %2 is forgotten.</source>
        <translation>已移除位于 %2 的 “%1”。</translation>
    </message>
    <message>
        <source>%1 is forgotten; its targets stay in the list.</source>
        <translation>已移除 %1；其目标仍保留在列表中。</translation>
    </message>
    <message>
        <source>Sessions keep the old name until their next login.</source>
        <translation>会话在下次登录之前保持旧名称。</translation>
    </message>
    <message>
        <source>Look for new, gone and resized disks</source>
        <translation>查找新增、消失和大小改变的磁盘</translation>
    </message>
    <message>
        <source>After a disk was made larger on the storage server.</source>
        <translation>在存储服务器上扩大磁盘之后。</translation>
    </message>
    <message>
        <source>Try a lost connection now instead of waiting</source>
        <translation>立即尝试恢复断开的连接，不再等待</translation>
    </message>
    <message>
        <source>When you know that the storage server is back.</source>
        <translation>当您知道存储服务器已恢复时。</translation>
    </message>
    <message>
        <source>Remove targets from the list, with their settings and passwords</source>
        <translation>从列表中移除目标及其设置和密码</translation>
    </message>
    <message>
        <source>Not possible while it is connected.</source>
        <translation>已连接时无法执行。</translation>
    </message>
    <message>
        <source>Remove a searched storage server; its targets stay</source>
        <translation>移除搜索过的存储服务器；其目标会保留</translation>
    </message>
    <message>
        <source>“portals” lists them.</source>
        <translation>“portals” 会列出它们。</translation>
    </message>
    <message>
        <source>Show or change this computer&apos;s iSCSI name</source>
        <translation>显示或更改本机的 iSCSI 名称</translation>
    </message>
    <message>
        <source>The name to allow on the storage server.</source>
        <translation>应在存储服务器上允许的名称。</translation>
    </message>
    <message>
        <source>Used from the next login on.</source>
        <translation>从下次登录起使用。</translation>
    </message>
    <message>
        <source>--name is missing: the CHAP name that the target knows.</source>
        <translation>缺少 --name：目标所知的 CHAP 名称。</translation>
    </message>
    <message>
        <source>--mutual and --target-name belong together.</source>
        <translation>--mutual 和 --target-name 必须一起使用。</translation>
    </message>
    <message>
        <source>Password of %1 for %2: </source>
        <translation>%1 用于 %2 的密码：</translation>
    </message>
    <message>
        <source>The password for “%1” at %2 is set.</source>
        <translation>位于 %2 的 “%1” 的密码已设置。</translation>
    </message>
    <message>
        <source>Both passwords for “%1” at %2 are set.</source>
        <translation>位于 %2 的 “%1” 的两个密码均已设置。</translation>
    </message>
    <message>
        <source>The passwords for “%1” at %2 are removed.</source>
        <translation>位于 %2 的 “%1” 的密码已移除。</translation>
    </message>
    <message>
        <source>Set the name and password for a target (CHAP)</source>
        <translation>设置目标的名称和密码（CHAP）</translation>
    </message>
    <message>
        <source>The name the target knows this computer by.</source>
        <translation>目标用来识别本机的名称。</translation>
    </message>
    <message>
        <source>The target must prove itself too.</source>
        <translation>目标也必须证明自己的身份。</translation>
    </message>
    <message>
        <source>The name the target proves itself with.</source>
        <translation>目标用来证明自己身份的名称。</translation>
    </message>
    <message>
        <source>Read the password from a file descriptor, do not ask.</source>
        <translation>从文件描述符读取密码，不再询问。</translation>
    </message>
    <message>
        <source>The same for the target&apos;s own password.</source>
        <translation>同上，用于目标自己的密码。</translation>
    </message>
    <message>
        <source>Asks for the password on the terminal.</source>
        <translation>在终端上询问密码。</translation>
    </message>
    <message>
        <source>Reads it from a file, without a newline at its end; for scripts.</source>
        <translation>从文件读取密码，文件末尾不含换行符；供脚本使用。</translation>
    </message>
    <message>
        <source>Remove the names and passwords for a target</source>
        <translation>移除目标的名称和密码</translation>
    </message>
    <message>
        <source>Only the target&apos;s own: it need not prove itself any more.</source>
        <translation>仅移除目标自己的密码：它不再需要证明身份。</translation>
    </message>
    <message>
        <source>Logs in without a password from now on.</source>
        <translation>此后登录不再使用密码。</translation>
    </message>
    <message>
        <source>Network device or source address through which it is reached; empty: as routed. Log out before.</source>
        <translation>用来到达目标的网络设备或源地址；留空则按路由选择。请先注销。</translation>
    </message>
    <message>
        <source>“%1” is neither a network device nor a source address.</source>
        <translation>“%1” 既不是网络设备，也不是源地址。</translation>
    </message>
    <message>
        <source>“%1” is not KEY=VALUE.</source>
        <translation>“%1” 不是“键=值”的形式。</translation>
    </message>
    <message>
        <source>There is no setting “%1”; “portolanctl set TARGET” lists them.</source>
        <translation>没有设置 “%1”；“portolanctl set 目标” 会列出所有设置。</translation>
    </message>
    <message>
        <source>“%1” is not possible for %2: it must be %3.</source>
        <translation>%2 不能设为 “%1”：必须是%3。</translation>
    </message>
    <message>
        <source>“%1” at %2: %3</source>
        <translation>位于 %2 的 “%1”：%3</translation>
    </message>
    <message>
        <source>(timeouts now, the rest at the next login)</source>
        <translation>（超时设置立即生效，其余在下次登录时生效）</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>键</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>值</translation>
    </message>
    <message>
        <source>POSSIBLE</source>
        <translation>可取的值</translation>
    </message>
    <message>
        <source>MEANING</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Show or change the settings of a target</source>
        <translation>显示或更改目标的设置</translation>
    </message>
    <message>
        <source>Lists all settings, their values, and what is possible.</source>
        <translation>列出所有设置、它们的值以及可取的值。</translation>
    </message>
    <message>
        <source>Connects it by itself from now on, and gives it a name.</source>
        <translation>此后自动连接该目标，并为其设置标签。</translation>
    </message>
    <message>
        <source>Reaches it through this network device.</source>
        <translation>通过此网络设备到达目标。</translation>
    </message>
    <message>
        <source>Counts from the next login on.</source>
        <translation>从下次登录起生效。</translation>
    </message>
    <message>
        <source>Node at %1</source>
        <translation>位于 %1 的节点</translation>
    </message>
    <message>
        <source>  Label</source>
        <translation>  标签</translation>
    </message>
    <message>
        <source>  Interface</source>
        <translation>  接口</translation>
    </message>
    <message>
        <source>  State</source>
        <translation>  状态</translation>
    </message>
    <message>
        <source>  Last error</source>
        <translation>  上次错误</translation>
    </message>
    <message>
        <source>  Next attempt</source>
        <translation>  下次尝试</translation>
    </message>
    <message>
        <source>  Last login</source>
        <translation>  上次登录</translation>
    </message>
    <message>
        <source>  Login</source>
        <translation>  登录</translation>
    </message>
    <message>
        <source>  Authentication</source>
        <translation>  认证</translation>
    </message>
    <message>
        <source>  CHAP name</source>
        <translation>  CHAP 名称</translation>
    </message>
    <message>
        <source>  Target&apos;s CHAP name</source>
        <translation>  目标的 CHAP 名称</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>  Since</source>
        <translation>  开始时间</translation>
    </message>
    <message>
        <source>  Alias</source>
        <translation>  别名</translation>
    </message>
    <message>
        <source>  Portal</source>
        <translation>  门户</translation>
    </message>
    <message>
        <source>%1 (sent there by %2)</source>
        <translation>%1（由 %2 重定向至此）</translation>
    </message>
    <message>
        <source>  Authenticated by</source>
        <translation>  认证方式</translation>
    </message>
    <message>
        <source>  Data plane</source>
        <translation>  数据平面</translation>
    </message>
    <message>
        <source>  Made by</source>
        <translation>  建立者</translation>
    </message>
    <message>
        <source>  Log out</source>
        <translation>  注销</translation>
    </message>
    <message>
        <source>never: this computer was started from it</source>
        <translation>从不：本机由它启动</translation>
    </message>
    <message>
        <source>  ISID, TSIH, group</source>
        <translation>  ISID、TSIH、门户组</translation>
    </message>
    <message>
        <source>  Reconnects</source>
        <translation>  重新连接</translation>
    </message>
    <message>
        <source>  Requests</source>
        <translation>  请求</translation>
    </message>
    <message>
        <source>fail, because it was away too long</source>
        <translation>会失败，因为断开时间过长</translation>
    </message>
    <message>
        <source>  KEY</source>
        <translation>  键</translation>
    </message>
    <message>
        <source>ASKED</source>
        <translation>请求值</translation>
    </message>
    <message>
        <source>GOT</source>
        <translation>实际值</translation>
    </message>
    <message>
        <source>Disk %1</source>
        <translation>磁盘 %1</translation>
    </message>
    <message>
        <source>  LUN</source>
        <translation>  LUN</translation>
    </message>
    <message>
        <source>  Size</source>
        <translation>  大小</translation>
    </message>
    <message>
        <source>  Model</source>
        <translation>  型号</translation>
    </message>
    <message>
        <source>  Serial, WWID</source>
        <translation>  序列号、WWID</translation>
    </message>
    <message>
        <source>  File</source>
        <translation>  文件</translation>
    </message>
    <message>
        <source>  Problem</source>
        <translation>  问题</translation>
    </message>
    <message>
        <source>  In use</source>
        <translation>  使用情况</translation>
    </message>
    <message>
        <source>Show everything about a target: ways, session, what was negotiated, disks</source>
        <translation>显示目标的全部信息：途径、会话、协商结果、磁盘</translation>
    </message>
    <message>
        <source>Says also what each negotiated value means.</source>
        <translation>同时说明每个协商值的含义。</translation>
    </message>
    <message>
        <source>--interval must be 0.1 to 3600 seconds.</source>
        <translation>--interval 必须为 0.1 到 3600 秒。</translation>
    </message>
    <message>
        <source>--count must be a number.</source>
        <translation>--count 必须是数字。</translation>
    </message>
    <message>
        <source>&gt;READ</source>
        <translation>&gt;已读取</translation>
    </message>
    <message>
        <source>&gt;WRITTEN</source>
        <translation>&gt;已写入</translation>
    </message>
    <message>
        <source>&gt;READS</source>
        <translation>&gt;读次数</translation>
    </message>
    <message>
        <source>&gt;WRITES</source>
        <translation>&gt;写次数</translation>
    </message>
    <message>
        <source>&gt;READ LAT</source>
        <translation>&gt;读延迟</translation>
    </message>
    <message>
        <source>&gt;WRITE LAT</source>
        <translation>&gt;写延迟</translation>
    </message>
    <message>
        <source>&gt;ERRORS</source>
        <translation>&gt;错误</translation>
    </message>
    <message>
        <source>&gt;      READ</source>
        <translation>&gt;      读取</translation>
    </message>
    <message>
        <source>&gt;     WRITE</source>
        <translation>&gt;      写入</translation>
    </message>
    <message>
        <source>&gt; READS/S</source>
        <translation>&gt;  读次/秒</translation>
    </message>
    <message>
        <source>&gt;WRITES/S</source>
        <translation>&gt;  写次/秒</translation>
    </message>
    <message>
        <source>&gt; READ LAT</source>
        <translation>&gt;   读延迟</translation>
    </message>
    <message>
        <source>&gt;QUEUE</source>
        <translation>&gt;队列</translation>
    </message>
    <message>
        <source>Show how much was read and written, and how fast</source>
        <translation>显示读写了多少数据以及速度</translation>
    </message>
    <message>
        <source>Rates, again and again, until Ctrl+C.</source>
        <translation>反复显示速率，直到按下 Ctrl+C。</translation>
    </message>
    <message>
        <source>How often (default 1).</source>
        <translation>间隔多少秒（默认 1）。</translation>
    </message>
    <message>
        <source>End after so many looks.</source>
        <translation>显示这么多次后结束。</translation>
    </message>
    <message>
        <source>Totals since each session began.</source>
        <translation>每个会话开始以来的总量。</translation>
    </message>
    <message>
        <source>Its throughput and latency every second.</source>
        <translation>每秒显示其吞吐量和延迟。</translation>
    </message>
    <message>
        <source>One JSON document per line, for a collector.</source>
        <translation>每行一个 JSON 文档，供收集程序使用。</translation>
    </message>
    <message>
        <source>The session with “%1” is Portolan&apos;s now.</source>
        <translation>与 “%1” 的会话现由 Portolan 管理。</translation>
    </message>
    <message>
        <source>Its password could not be taken over; set it, or the session cannot come back after a break: portolanctl set-chap %1 --name NAME</source>
        <translation>其密码无法接管；请设置密码，否则会话中断后无法恢复：portolanctl set-chap %1 --name 名称</translation>
    </message>
    <message>
        <source>Make sessions of another program Portolan&apos;s, with their settings</source>
        <translation>将其他程序的会话及其设置交由 Portolan 管理</translation>
    </message>
    <message>
        <source>After iscsid was ended; its disks go on and notice nothing.</source>
        <translation>在 iscsid 结束之后；其磁盘继续工作，不受任何影响。</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>%1 of %2 done. %3</source>
        <translation>已完成 %1/%2。%3</translation>
    </message>
    <message>
        <source>Note:</source>
        <translation>注意：</translation>
    </message>
    <message>
        <source>Error:</source>
        <translation>错误：</translation>
    </message>
    <message>
        <source>login status %1</source>
        <translation>登录状态 %1</translation>
    </message>
    <message>
        <source>For a target: portolanctl set-chap %1 --name NAME</source>
        <translation>对于目标：portolanctl set-chap %1 --name 名称</translation>
    </message>
    <message>
        <source>For a target: portolanctl set-chap %1 --name NAME --mutual --target-name NAME</source>
        <translation>对于目标：portolanctl set-chap %1 --name 名称 --mutual --target-name 名称</translation>
    </message>
    <message>
        <source>“--force” takes them away all the same; what was not written is lost.</source>
        <translation>“--force” 会强行移除磁盘；未写入的数据将会丢失。</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name: %1</source>
        <translation>本机的发起程序名称：%1</translation>
    </message>
    <message>
        <source>“%1” is not the number of an open file descriptor.</source>
        <translation>“%1” 不是已打开的文件描述符的编号。</translation>
    </message>
    <message>
        <source>The file descriptor %1 cannot be read.</source>
        <translation>无法读取文件描述符 %1。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the password on; give it with --secret-fd (and --target-secret-fd).</source>
        <translation>没有可用来询问密码的终端；请用 --secret-fd（以及 --target-secret-fd）提供密码。</translation>
    </message>
    <message>
        <source>The terminal cannot hide what is typed; give the password with --secret-fd.</source>
        <translation>终端无法隐藏输入的内容；请用 --secret-fd 提供密码。</translation>
    </message>
    <message>
        <source>“%1” fits more than one target:</source>
        <translation>“%1” 与多个目标匹配：</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>The target&apos;s name is empty.</source>
        <translation>目标名称为空。</translation>
    </message>
    <message>
        <source>no target fits “%1”; “portolanctl targets” lists them</source>
        <translation>没有与 “%1” 匹配的目标；“portolanctl targets” 会列出所有目标</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>every %1, next %2</source>
        <translation>每 %1，下次 %2</translation>
    </message>
    <message>
        <source>BY ITSELF</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>“%1” is not possible: it must be “never”, or 5min to 1d.</source>
        <translation>“%1” 不可行：必须是 “never”，或 5min 至 1d。</translation>
    </message>
    <message>
        <source>%1 is searched only when you ask for it.</source>
        <translation>%1 仅在您要求时搜索。</translation>
    </message>
    <message>
        <source>%1 is searched again by itself every %2.</source>
        <translation>%1 每 %2 自动再次搜索。</translation>
    </message>
    <message>
        <source>Search a storage server again and again, by itself</source>
        <translation>自动反复搜索一台存储服务器</translation>
    </message>
    <message>
        <source>The service searches it every hour; new targets are listed, none is connected.</source>
        <translation>服务每小时搜索它；新目标会列出，不会连接任何目标。</translation>
    </message>
    <message>
        <source>Only when you ask for it.</source>
        <translation>仅在您要求时。</translation>
    </message>
    <message>
        <source>A label is for one target, not for all new ones.</source>
        <translation>标签只用于一个目标，不用于所有新目标。</translation>
    </message>
    <message>
        <source>New targets: %1</source>
        <translation>新目标：%1</translation>
    </message>
    <message>
        <source>Show or change what new targets begin with</source>
        <translation>显示或更改新目标的初始设置</translation>
    </message>
    <message>
        <source>Lists the settings of a target that is found or added.</source>
        <translation>列出被发现或添加的目标的设置。</translation>
    </message>
    <message>
        <source>Of new ones only; “set” changes those that are known.</source>
        <translation>仅用于新目标；“set” 更改已知的目标。</translation>
    </message>
    <message>
        <source>  Password last used</source>
        <translation>  密码上次使用</translation>
    </message>
    <message>
        <source>--%1 has no use with --isns, which knows no passwords.</source>
        <translation>--%1 与 --isns 同用没有意义：iSNS 不使用密码。</translation>
    </message>
    <message>
        <source>%1 answers but knows no target for this computer; put its initiator name %2 into the discovery domain of the targets there.</source>
        <translation>%1 有应答，但不知道供本机使用的目标；请在该服务器上将本机的发起程序名称 %2 加入目标所在的发现域。</translation>
    </message>
    <message>
        <source>Ask an iSNS server, which knows the targets of others.</source>
        <translation>询问 iSNS 服务器，它知道其他服务器的目标。</translation>
    </message>
    <message>
        <source>Lists the targets that this computer may see, of all servers there.</source>
        <translation>列出那里所有服务器上本机可见的目标。</translation>
    </message>
    <message>
        <source>iSNS server</source>
        <translation>iSNS 服务器</translation>
    </message>
    <message>
        <source>storage server</source>
        <translation>存储服务器</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>  Connections</source>
        <translation>  连接数</translation>
    </message>
</context>
<context>
    <name>ImportNotes</name>
    <message>
        <source>it does not exist</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <source>it is a symbolic link, which is not followed</source>
        <translation>它是符号链接，不会跟随</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it has more than 200000 entries</source>
        <translation>它包含超过 200000 个条目</translation>
    </message>
    <message>
        <source>it is larger than 256 KiB, as no file of open-iscsi is</source>
        <translation>它大于 256 KiB，open-iscsi 的文件不会这么大</translation>
    </message>
    <message>
        <source>it is empty; open-iscsi was interrupted while it wrote</source>
        <translation>它是空的；open-iscsi 在写入时被中断</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>expected a regular file</source>
        <translation>应为普通文件</translation>
    </message>
    <message>
        <source>expected a folder for each portal</source>
        <translation>应为每个门户一个文件夹</translation>
    </message>
    <message>
        <source>expected a folder for each target</source>
        <translation>应为每个目标一个文件夹</translation>
    </message>
    <message>
        <source>no file of open-iscsi has so many lines</source>
        <translation>open-iscsi 的文件不会有这么多行</translation>
    </message>
    <message>
        <source>the record ends before “# END RECORD”; it was cut short</source>
        <translation>记录在 “# END RECORD” 之前结束；它被截断了</translation>
    </message>
    <message>
        <source>the line is longer than 4096 bytes</source>
        <translation>该行超过 4096 字节</translation>
    </message>
    <message>
        <source>expected text, not control characters</source>
        <translation>应为文本，而不是控制字符</translation>
    </message>
    <message>
        <source>expected KEY = VALUE</source>
        <translation>应为“键 = 值”</translation>
    </message>
    <message>
        <source>expected a key of printable characters before the equals sign</source>
        <translation>等号之前应为由可打印字符组成的键</translation>
    </message>
    <message>
        <source>expected node.name to be an iSCSI name (iqn., eui., naa.)</source>
        <translation>node.name 应为 iSCSI 名称（iqn.、eui.、naa.）</translation>
    </message>
    <message>
        <source>expected an address and a port from 1 to 65535 of the target</source>
        <translation>应为目标的地址以及 1 到 65535 的端口</translation>
    </message>
    <message>
        <source>expected an address and a port from 1 to 65535 to be asked for targets</source>
        <translation>应为用来询问目标的地址以及 1 到 65535 的端口</translation>
    </message>
    <message>
        <source>expected InitiatorName= and an iSCSI name</source>
        <translation>应为 InitiatorName= 和一个 iSCSI 名称</translation>
    </message>
    <message>
        <source>%1 must be a whole number; it is left at Portolan&apos;s default</source>
        <translation>%1 必须是整数；保留 Portolan 的默认值</translation>
    </message>
    <message>
        <source>%1 must be %2 to %3; %4 is taken</source>
        <translation>%1 必须为 %2 到 %3；采用 %4</translation>
    </message>
    <message>
        <source>%1 must be Yes or No; it is left at Portolan&apos;s default</source>
        <translation>%1 必须为 Yes 或 No；保留 Portolan 的默认值</translation>
    </message>
    <message>
        <source>%1 prefers no digest but allows one; Portolan will prefer the digest</source>
        <translation>%1 倾向于不用摘要但允许使用；Portolan 将优先使用摘要</translation>
    </message>
    <message>
        <source>%1 must be None, CRC32C or both; the digest is preferred</source>
        <translation>%1 必须为 None、CRC32C 或二者兼有；将优先使用摘要</translation>
    </message>
    <message>
        <source>%1 must be a network device&apos;s name; any device is used</source>
        <translation>%1 必须是网络设备的名称；将使用任意设备</translation>
    </message>
    <message>
        <source>%1 must be an IP address; any device is used</source>
        <translation>%1 必须是 IP 地址；将使用任意设备</translation>
    </message>
    <message>
        <source>%1 must be manual, automatic or onboot; manual is taken</source>
        <translation>%1 必须为 manual、automatic 或 onboot；采用 manual</translation>
    </message>
    <message>
        <source>%1 must not exceed MaxBurstLength, and is set to it</source>
        <translation>%1 不得超过 MaxBurstLength，已设为与其相同</translation>
    </message>
    <message>
        <source>%1 is given more than once; the last one counts</source>
        <translation>%1 出现多次；以最后一个为准</translation>
    </message>
    <message>
        <source>further records of the same target, portal and interface</source>
        <translation>同一目标、门户和接口的其他记录</translation>
    </message>
    <message>
        <source>records of the firmware (iBFT)</source>
        <translation>固件的记录（iBFT）</translation>
    </message>
    <message>
        <source>nodes over iSER or a host bus adapter: Portolan speaks TCP only</source>
        <translation>通过 iSER 或主机总线适配器的节点：Portolan 只使用 TCP</translation>
    </message>
    <message>
        <source>binding to a MAC address: bind the node to a device&apos;s name instead</source>
        <translation>绑定到 MAC 地址：请改为将节点绑定到设备名称</translation>
    </message>
    <message>
        <source>a CHAP name without its password, or the other way round</source>
        <translation>有 CHAP 名称而没有密码，或者相反</translation>
    </message>
    <message>
        <source>CHAP names that are not text of at most 255 bytes</source>
        <translation>不是文本或超过 255 字节的 CHAP 名称</translation>
    </message>
    <message>
        <source>CHAP passwords shorter than 12 bytes, which RFC 7143 §9.2.1 forbids: set a longer one on both sides</source>
        <translation>短于 12 字节的 CHAP 密码，RFC 7143 §9.2.1 禁止使用：请在两端设置更长的密码</translation>
    </message>
    <message>
        <source>CHAP passwords longer than 255 bytes</source>
        <translation>长于 255 字节的 CHAP 密码</translation>
    </message>
    <message>
        <source>the target&apos;s CHAP password where it equals this machine&apos;s, which RFC 7143 §9.2.1 forbids</source>
        <translation>与本机密码相同的目标 CHAP 密码，RFC 7143 §9.2.1 禁止使用</translation>
    </message>
    <message>
        <source>the target&apos;s CHAP account where this machine has none that can be taken over</source>
        <translation>目标的 CHAP 帐户，而本机没有可以接管的帐户</translation>
    </message>
    <message>
        <source>“use_discoveryd”: Portolan asks a portal again when you tell it to</source>
        <translation>“use_discoveryd”：Portolan 在您要求时才再次询问门户</translation>
    </message>
    <message>
        <source>%1 for targets found from now on: Portolan has no defaults of your own for new nodes</source>
        <translation>用于此后发现的目标的 %1：Portolan 没有新节点的自定义默认值</translation>
    </message>
    <message>
        <source>“leading_login”: Portolan logs in to every node on its own</source>
        <translation>“leading_login”：Portolan 分别登录每个节点</translation>
    </message>
    <message>
        <source>“nr_sessions”: Portolan has one session per node</source>
        <translation>“nr_sessions”：Portolan 的每个节点只有一个会话</translation>
    </message>
    <message>
        <source>“ERL” above 0: Portolan recovers by a new login (ErrorRecoveryLevel 0)</source>
        <translation>大于 0 的 “ERL”：Portolan 通过重新登录来恢复（ErrorRecoveryLevel 0）</translation>
    </message>
    <message>
        <source>“MaxConnections”: Portolan has one connection per session</source>
        <translation>“MaxConnections”：Portolan 的每个会话只有一个连接</translation>
    </message>
    <message>
        <source>“scan = manual”: Portolan looks for disks after each login</source>
        <translation>“scan = manual”：Portolan 在每次登录后都会查找磁盘</translation>
    </message>
    <message>
        <source>“reopen_max”: Portolan tries again until you disconnect</source>
        <translation>“reopen_max”：Portolan 会一直重试，直到您断开连接</translation>
    </message>
    <message>
        <source>“queue_depth”: Portolan lets the target&apos;s window decide</source>
        <translation>“queue_depth”：Portolan 由目标的窗口决定</translation>
    </message>
    <message>
        <source>“cmds_max”: Portolan lets the target&apos;s window decide</source>
        <translation>“cmds_max”：Portolan 由目标的窗口决定</translation>
    </message>
    <message>
        <source>“tcp.window_size”: the kernel sizes TCP windows by itself</source>
        <translation>“tcp.window_size”：内核自行决定 TCP 窗口的大小</translation>
    </message>
    <message>
        <source>“tcp.congestion_control” is not set per node</source>
        <translation>“tcp.congestion_control” 不能按节点设置</translation>
    </message>
    <message>
        <source>“MaxXmitDataSegmentLength”: Portolan sends what the target declares</source>
        <translation>“MaxXmitDataSegmentLength”：Portolan 按目标声明的长度发送</translation>
    </message>
    <message>
        <source>“chap_algs”: Portolan offers all, the strongest first</source>
        <translation>“chap_algs”：Portolan 提供所有算法，最强的优先</translation>
    </message>
    <message>
        <source>firmware boot entries</source>
        <translation>固件启动条目</translation>
    </message>
    <message>
        <source>“iface.initiatorname”: Portolan has one initiator name for all nodes</source>
        <translation>“iface.initiatorname”：Portolan 的所有节点使用同一个发起程序名称</translation>
    </message>
    <message>
        <source>iSNS servers: add them with Storage servers</source>
        <translation>iSNS 服务器：请在“存储服务器”中添加</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Something went wrong inside Portolan while working on “%1”.</source>
        <translation>处理 “%1” 时 Portolan 内部出错。</translation>
    </message>
    <message>
        <source>Something went wrong inside Portolan.</source>
        <translation>Portolan 内部出错。</translation>
    </message>
    <message>
        <source>This is a mistake in the program; please report it with the message in the log of portoland.</source>
        <translation>这是程序的缺陷；请报告此问题，并附上 portoland 日志中的消息。</translation>
    </message>
    <message>
        <source>“%1” has a value that is not possible.</source>
        <translation>“%1” 含有不可用的值。</translation>
    </message>
    <message>
        <source>A value is not possible.</source>
        <translation>有一个值不可用。</translation>
    </message>
    <message>
        <source>Correct what was entered and try again.</source>
        <translation>请更正输入的内容，然后重试。</translation>
    </message>
    <message>
        <source>The Portolan service does not know an option that was asked for with “%1”.</source>
        <translation>Portolan 服务不认识对 “%1” 请求的某个选项。</translation>
    </message>
    <message>
        <source>The Portolan service does not know an option that was asked for.</source>
        <translation>Portolan 服务不认识所请求的某个选项。</translation>
    </message>
    <message>
        <source>Program and service have different versions: update both, then restart portoland.</source>
        <translation>程序与服务的版本不同：请更新二者，然后重新启动 portoland。</translation>
    </message>
    <message>
        <source>“%1” is not known here (any more).</source>
        <translation>此处（已）没有 “%1”。</translation>
    </message>
    <message>
        <source>What was asked for is not known here (any more).</source>
        <translation>此处（已）没有所请求的对象。</translation>
    </message>
    <message>
        <source>Search the storage server again, or look at the list of targets for the right name.</source>
        <translation>请再次搜索存储服务器，或在目标列表中查找正确的名称。</translation>
    </message>
    <message>
        <source>“%1” is there already.</source>
        <translation>“%1” 已经存在。</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>它已经存在。</translation>
    </message>
    <message>
        <source>Use the entry that exists, or remove it first.</source>
        <translation>请使用现有的条目，或先将其移除。</translation>
    </message>
    <message>
        <source>“%1” is connected or busy with something else.</source>
        <translation>“%1” 已连接，或正忙于其他操作。</translation>
    </message>
    <message>
        <source>It is connected or busy with something else.</source>
        <translation>它已连接，或正忙于其他操作。</translation>
    </message>
    <message>
        <source>Wait until that has ended, or log out first, and try again.</source>
        <translation>请等待操作结束，或先注销，然后重试。</translation>
    </message>
    <message>
        <source>“%1” was connected by another program or the computer&apos;s firmware.</source>
        <translation>“%1” 由其他程序或计算机的固件连接。</translation>
    </message>
    <message>
        <source>It was connected by another program or the computer&apos;s firmware.</source>
        <translation>它由其他程序或计算机的固件连接。</translation>
    </message>
    <message>
        <source>Portolan leaves it alone. To manage it here, end the other program, then take the session over; its disks notice nothing of that.</source>
        <translation>Portolan 不会干预它。如要在此处管理，请结束该程序，然后接管会话；其磁盘不受任何影响。</translation>
    </message>
    <message>
        <source>The work on “%1” was cancelled.</source>
        <translation>对 “%1” 的操作已取消。</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>操作已取消。</translation>
    </message>
    <message>
        <source>“%1” did not answer in time.</source>
        <translation>“%1” 没有及时应答。</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>没有及时收到应答。</translation>
    </message>
    <message>
        <source>Check the address and that the storage server is switched on and reachable through the network and its firewall.</source>
        <translation>请检查地址，并确认存储服务器已开机，且能通过网络及其防火墙到达。</translation>
    </message>
    <message>
        <source>You are not allowed to do this with “%1”.</source>
        <translation>您无权对 “%1” 执行此操作。</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>您无权执行此操作。</translation>
    </message>
    <message>
        <source>Confirm with an administrator&apos;s password when asked, or do it as an administrator.</source>
        <translation>请在询问时输入管理员密码确认，或以管理员身份执行。</translation>
    </message>
    <message>
        <source>This is not possible with “%1” on this computer.</source>
        <translation>在本机上无法对 “%1” 执行此操作。</translation>
    </message>
    <message>
        <source>This is not possible on this computer.</source>
        <translation>在本机上无法执行此操作。</translation>
    </message>
    <message>
        <source>Choose another data plane for it, or update Portolan.</source>
        <translation>请为其选择另一个数据平面，或更新 Portolan。</translation>
    </message>
    <message>
        <source>There is no computer with the name of “%1”.</source>
        <translation>没有名为 “%1” 的计算机。</translation>
    </message>
    <message>
        <source>There is no computer with this name.</source>
        <translation>没有使用此名称的计算机。</translation>
    </message>
    <message>
        <source>Check the spelling, or use the IP address of the storage server.</source>
        <translation>请检查拼写，或使用存储服务器的 IP 地址。</translation>
    </message>
    <message>
        <source>“%1” cannot be reached.</source>
        <translation>无法到达 “%1”。</translation>
    </message>
    <message>
        <source>The storage server cannot be reached.</source>
        <translation>无法到达存储服务器。</translation>
    </message>
    <message>
        <source>Check address and port, and that the storage server is switched on and in the same network.</source>
        <translation>请检查地址和端口，并确认存储服务器已开机且在同一网络中。</translation>
    </message>
    <message>
        <source>The connection to “%1” broke off.</source>
        <translation>与 “%1” 的连接中断了。</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>连接中断了。</translation>
    </message>
    <message>
        <source>Try again; if it happens often, check cables, network and the storage server.</source>
        <translation>请重试；如果经常发生，请检查线缆、网络和存储服务器。</translation>
    </message>
    <message>
        <source>What answers at “%1” does not speak iSCSI correctly.</source>
        <translation>在 “%1” 应答的设备没有正确使用 iSCSI 协议。</translation>
    </message>
    <message>
        <source>What answers there does not speak iSCSI correctly.</source>
        <translation>该处应答的设备没有正确使用 iSCSI 协议。</translation>
    </message>
    <message>
        <source>Check address and port: iSCSI usually has port 3260. If they are right, the storage server has a fault.</source>
        <translation>请检查地址和端口：iSCSI 通常使用端口 3260。如果二者无误，则存储服务器有故障。</translation>
    </message>
    <message>
        <source>“%1” refused the login.</source>
        <translation>“%1” 拒绝了登录。</translation>
    </message>
    <message>
        <source>The target refused the login.</source>
        <translation>目标拒绝了登录。</translation>
    </message>
    <message>
        <source>The log of the storage server says why.</source>
        <translation>存储服务器的日志会说明原因。</translation>
    </message>
    <message>
        <source>“%1” does not let this computer in: its initiator name is not on the list there.</source>
        <translation>“%1” 不允许本机接入：其名单上没有本机的发起程序名称。</translation>
    </message>
    <message>
        <source>The target does not let this computer in: its initiator name is not on the list there.</source>
        <translation>目标不允许本机接入：其名单上没有本机的发起程序名称。</translation>
    </message>
    <message>
        <source>Copy this computer&apos;s initiator name and add it to the allowed initiators on the storage server.</source>
        <translation>请复制本机的发起程序名称，并将其加入存储服务器上允许的发起程序名单。</translation>
    </message>
    <message>
        <source>“%1” asks for a name and a password (CHAP).</source>
        <translation>“%1” 要求提供名称和密码（CHAP）。</translation>
    </message>
    <message>
        <source>The target asks for a name and a password (CHAP).</source>
        <translation>目标要求提供名称和密码（CHAP）。</translation>
    </message>
    <message>
        <source>Enter the name and the password that are set on the storage server.</source>
        <translation>请输入存储服务器上设置的名称和密码。</translation>
    </message>
    <message>
        <source>“%1” did not accept the name or the password.</source>
        <translation>“%1” 不接受该名称或密码。</translation>
    </message>
    <message>
        <source>The target did not accept the name or the password.</source>
        <translation>目标不接受该名称或密码。</translation>
    </message>
    <message>
        <source>Check name and password; they must be the same as on the storage server.</source>
        <translation>请检查名称和密码；它们必须与存储服务器上的相同。</translation>
    </message>
    <message>
        <source>“%1” could not prove that it knows its own password.</source>
        <translation>“%1” 无法证明它知道自己的密码。</translation>
    </message>
    <message>
        <source>The target could not prove that it knows its own password.</source>
        <translation>目标无法证明它知道自己的密码。</translation>
    </message>
    <message>
        <source>Check the target&apos;s name and password (mutual CHAP). If they are right, something else answers at this address.</source>
        <translation>请检查目标的名称和密码（双向 CHAP）。如果它们无误，则此地址上应答的是其他设备。</translation>
    </message>
    <message>
        <source>A name is set for “%1” but no password.</source>
        <translation>已为 “%1” 设置名称，但没有密码。</translation>
    </message>
    <message>
        <source>A name is set but no password.</source>
        <translation>已设置名称，但没有密码。</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>The password for “%1” is too short: it needs at least 12 characters.</source>
        <translation>“%1” 的密码太短：至少需要 12 个字符。</translation>
    </message>
    <message>
        <source>The password is too short: it needs at least 12 characters.</source>
        <translation>密码太短：至少需要 12 个字符。</translation>
    </message>
    <message>
        <source>Set a longer password on the storage server and here.</source>
        <translation>请在存储服务器和此处设置更长的密码。</translation>
    </message>
    <message>
        <source>The password for “%1” is too long: at most 255 characters are possible.</source>
        <translation>“%1” 的密码太长：最多 255 个字符。</translation>
    </message>
    <message>
        <source>The password is too long: at most 255 characters are possible.</source>
        <translation>密码太长：最多 255 个字符。</translation>
    </message>
    <message>
        <source>Set a shorter password on the storage server and here.</source>
        <translation>请在存储服务器和此处设置更短的密码。</translation>
    </message>
    <message>
        <source>Your password and the target&apos;s password for “%1” are the same.</source>
        <translation>您用于 “%1” 的密码与目标的密码相同。</translation>
    </message>
    <message>
        <source>Your password and the target&apos;s password are the same.</source>
        <translation>您的密码与目标的密码相同。</translation>
    </message>
    <message>
        <source>Mutual CHAP needs two different passwords: change one of them on the storage server and here.</source>
        <translation>双向 CHAP 需要两个不同的密码：请在存储服务器和此处更改其中一个。</translation>
    </message>
    <message>
        <source>The disks of “%1” are in use.</source>
        <translation>“%1” 的磁盘正在使用。</translation>
    </message>
    <message>
        <source>The disks are in use.</source>
        <translation>磁盘正在使用。</translation>
    </message>
    <message>
        <source>Unmount them and close the programs that use them, then try again.</source>
        <translation>请卸载它们并关闭使用它们的程序，然后重试。</translation>
    </message>
    <message>
        <source>The settings of “%1” could not be read or saved.</source>
        <translation>无法读取或保存 “%1” 的设置。</translation>
    </message>
    <message>
        <source>The settings could not be read or saved.</source>
        <translation>无法读取或保存设置。</translation>
    </message>
    <message>
        <source>Check that the disk with Portolan&apos;s database is not full and not write-protected.</source>
        <translation>请检查存放 Portolan 数据库的磁盘未满且没有写保护。</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is damaged; nothing about “%1” was changed.</source>
        <translation>Portolan 的数据库已损坏；没有更改 “%1” 的任何内容。</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is damaged; nothing was changed.</source>
        <translation>Portolan 的数据库已损坏；未作任何更改。</translation>
    </message>
    <message>
        <source>Put back a copy of the database, or move it away to begin with an empty one.</source>
        <translation>请恢复数据库的副本，或将其移走，从空数据库开始。</translation>
    </message>
    <message>
        <source>A newer version of Portolan wrote the database; nothing about “%1” was changed.</source>
        <translation>数据库由更新版本的 Portolan 写入；没有更改 “%1” 的任何内容。</translation>
    </message>
    <message>
        <source>A newer version of Portolan wrote the database; nothing was changed.</source>
        <translation>数据库由更新版本的 Portolan 写入；未作任何更改。</translation>
    </message>
    <message>
        <source>Update Portolan to at least that version.</source>
        <translation>请将 Portolan 至少更新到该版本。</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is write-protected; the change to “%1” was not saved.</source>
        <translation>Portolan 的数据库有写保护；对 “%1” 的更改未保存。</translation>
    </message>
    <message>
        <source>Portolan&apos;s database is write-protected; the change was not saved.</source>
        <translation>Portolan 的数据库有写保护；更改未保存。</translation>
    </message>
    <message>
        <source>Make the directory with Portolan&apos;s database writable for the service.</source>
        <translation>请使服务能够写入存放 Portolan 数据库的目录。</translation>
    </message>
    <message>
        <source>Another Portolan service already uses “%1”.</source>
        <translation>另一个 Portolan 服务已在使用 “%1”。</translation>
    </message>
    <message>
        <source>Another Portolan service is already running.</source>
        <translation>另一个 Portolan 服务已在运行。</translation>
    </message>
    <message>
        <source>Use the one that runs, or stop it first.</source>
        <translation>请使用正在运行的服务，或先将其停止。</translation>
    </message>
    <message>
        <source>The Portolan service is not running, so nothing can be done with “%1” now.</source>
        <translation>Portolan 服务未运行，因此现在无法对 “%1” 执行任何操作。</translation>
    </message>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Portolan 服务未运行。</translation>
    </message>
    <message>
        <source>Start it with “systemctl start portoland”; if there is no such service, install it.</source>
        <translation>请用 “systemctl start portoland” 启动它；如果没有这个服务，请安装。</translation>
    </message>
    <message>
        <source>“%1” is elsewhere for the time being, and the way there led nowhere.</source>
        <translation>“%1” 暂时移到了别处，但无法到达那里。</translation>
    </message>
    <message>
        <source>The target is elsewhere for the time being, and the way there led nowhere.</source>
        <translation>目标暂时移到了别处，但无法到达那里。</translation>
    </message>
    <message>
        <source>Try again later; if it stays so, check the redirection on the storage server.</source>
        <translation>请稍后重试；如果一直如此，请检查存储服务器上的重定向。</translation>
    </message>
    <message>
        <source>“%1” has moved for good, and the way there led nowhere.</source>
        <translation>“%1” 已永久移到别处，但无法到达那里。</translation>
    </message>
    <message>
        <source>The target has moved for good, and the way there led nowhere.</source>
        <translation>目标已永久移到别处，但无法到达那里。</translation>
    </message>
    <message>
        <source>Ask the storage server&apos;s administrator for its new address.</source>
        <translation>请向存储服务器的管理员询问其新地址。</translation>
    </message>
    <message>
        <source>“%1” refused the login and blames this computer without saying why.</source>
        <translation>“%1” 拒绝了登录，认为错在本机，但没有说明原因。</translation>
    </message>
    <message>
        <source>The target refused the login and blames this computer without saying why.</source>
        <translation>目标拒绝了登录，认为错在本机，但没有说明原因。</translation>
    </message>
    <message>
        <source>The log of the storage server says more. Resetting this target&apos;s settings may help.</source>
        <translation>存储服务器的日志有更多说明。重置此目标的设置也许有帮助。</translation>
    </message>
    <message>
        <source>The storage server does not have “%1”.</source>
        <translation>存储服务器上没有 “%1”。</translation>
    </message>
    <message>
        <source>The storage server does not have this target.</source>
        <translation>存储服务器上没有此目标。</translation>
    </message>
    <message>
        <source>Search the storage server again; the target may have been renamed or deleted.</source>
        <translation>请再次搜索存储服务器；目标可能已改名或删除。</translation>
    </message>
    <message>
        <source>“%1” was taken away from the storage server and not moved elsewhere.</source>
        <translation>“%1” 已从存储服务器上移除，且没有移到别处。</translation>
    </message>
    <message>
        <source>The target was taken away from the storage server and not moved elsewhere.</source>
        <translation>目标已从存储服务器上移除，且没有移到别处。</translation>
    </message>
    <message>
        <source>Ask the storage server&apos;s administrator, or remove it from this list.</source>
        <translation>请询问存储服务器的管理员，或将其从此列表中移除。</translation>
    </message>
    <message>
        <source>“%1” speaks another version of iSCSI.</source>
        <translation>“%1” 使用其他版本的 iSCSI。</translation>
    </message>
    <message>
        <source>The target speaks another version of iSCSI.</source>
        <translation>目标使用其他版本的 iSCSI。</translation>
    </message>
    <message>
        <source>Update the software of the storage server.</source>
        <translation>请更新存储服务器的软件。</translation>
    </message>
    <message>
        <source>“%1” has no room for another connection.</source>
        <translation>“%1” 无法再接受更多连接。</translation>
    </message>
    <message>
        <source>The target has no room for another connection.</source>
        <translation>目标无法再接受更多连接。</translation>
    </message>
    <message>
        <source>Log out another computer from it, or raise its limit on the storage server.</source>
        <translation>请从该目标注销另一台计算机，或提高其在存储服务器上的上限。</translation>
    </message>
    <message>
        <source>“%1” missed something in the login of this computer.</source>
        <translation>“%1” 认为本机的登录缺少某些内容。</translation>
    </message>
    <message>
        <source>The target missed something in the login of this computer.</source>
        <translation>目标认为本机的登录缺少某些内容。</translation>
    </message>
    <message>
        <source>Check whether it needs a password, and look into the log of the storage server.</source>
        <translation>请检查它是否需要密码，并查看存储服务器的日志。</translation>
    </message>
    <message>
        <source>“%1” cannot add this connection to the existing session.</source>
        <translation>“%1” 无法将此连接加入现有会话。</translation>
    </message>
    <message>
        <source>The target cannot add this connection to the existing session.</source>
        <translation>目标无法将此连接加入现有会话。</translation>
    </message>
    <message>
        <source>Log out and in again.</source>
        <translation>请注销后重新登录。</translation>
    </message>
    <message>
        <source>“%1” does not offer this kind of session.</source>
        <translation>“%1” 不提供这种会话。</translation>
    </message>
    <message>
        <source>The target does not offer this kind of session.</source>
        <translation>目标不提供这种会话。</translation>
    </message>
    <message>
        <source>If searching fails this way, add the target by hand with its name and address.</source>
        <translation>如果搜索因此失败，请用名称和地址手动添加目标。</translation>
    </message>
    <message>
        <source>“%1” has forgotten the session.</source>
        <translation>“%1” 已不记得该会话。</translation>
    </message>
    <message>
        <source>The target has forgotten the session.</source>
        <translation>目标已不记得该会话。</translation>
    </message>
    <message>
        <source>“%1” did not understand the login.</source>
        <translation>“%1” 无法理解登录请求。</translation>
    </message>
    <message>
        <source>The target did not understand the login.</source>
        <translation>目标无法理解登录请求。</translation>
    </message>
    <message>
        <source>Reset this target&apos;s settings to their defaults, or update the storage server.</source>
        <translation>请将此目标的设置恢复为默认值，或更新存储服务器。</translation>
    </message>
    <message>
        <source>“%1” has a fault of its own.</source>
        <translation>“%1” 自身发生故障。</translation>
    </message>
    <message>
        <source>The target has a fault of its own.</source>
        <translation>目标自身发生故障。</translation>
    </message>
    <message>
        <source>Try again later; the log of the storage server says more.</source>
        <translation>请稍后重试；存储服务器的日志有更多说明。</translation>
    </message>
    <message>
        <source>“%1” is not available at the moment.</source>
        <translation>“%1” 目前不可用。</translation>
    </message>
    <message>
        <source>The target is not available at the moment.</source>
        <translation>目标目前不可用。</translation>
    </message>
    <message>
        <source>Try again later; check whether it is switched on at the storage server.</source>
        <translation>请稍后重试；请检查它在存储服务器上是否已启用。</translation>
    </message>
    <message>
        <source>“%1” is overloaded and takes no login now.</source>
        <translation>“%1” 负载过重，现在不接受登录。</translation>
    </message>
    <message>
        <source>The target is overloaded and takes no login now.</source>
        <translation>目标负载过重，现在不接受登录。</translation>
    </message>
    <message>
        <source>Try again later, or log out another computer from it.</source>
        <translation>请稍后重试，或从该目标注销另一台计算机。</translation>
    </message>
    <message>
        <source>“%1” refused the login for a reason of its own.</source>
        <translation>“%1” 因其自身的原因拒绝了登录。</translation>
    </message>
    <message>
        <source>The target refused the login for a reason of its own.</source>
        <translation>目标因其自身的原因拒绝了登录。</translation>
    </message>
    <message>
        <source>“%1” cannot take a login at the moment.</source>
        <translation>“%1” 目前无法接受登录。</translation>
    </message>
    <message>
        <source>The target cannot take a login at the moment.</source>
        <translation>目标目前无法接受登录。</translation>
    </message>
    <message>
        <source>The computer at “%1” is there, but no iSCSI service answers.</source>
        <translation>位于 “%1” 的计算机存在，但没有 iSCSI 服务应答。</translation>
    </message>
    <message>
        <source>The computer is there, but no iSCSI service answers.</source>
        <translation>该计算机存在，但没有 iSCSI 服务应答。</translation>
    </message>
    <message>
        <source>Check the port (usually 3260) and that the iSCSI service of the storage server is switched on.</source>
        <translation>请检查端口（通常为 3260），并确认存储服务器的 iSCSI 服务已开启。</translation>
    </message>
    <message>
        <source>Nobody answers at “%1”.</source>
        <translation>“%1” 没有任何应答。</translation>
    </message>
    <message>
        <source>Nobody answers at this address.</source>
        <translation>此地址没有任何应答。</translation>
    </message>
    <message>
        <source>Check the address, that the storage server is switched on, and that no firewall is in the way.</source>
        <translation>请检查地址，确认存储服务器已开机，并且没有被防火墙阻挡。</translation>
    </message>
    <message>
        <source>No computer is found at the address of “%1”.</source>
        <translation>在 “%1” 的地址上找不到计算机。</translation>
    </message>
    <message>
        <source>No computer is found at this address.</source>
        <translation>在此地址上找不到计算机。</translation>
    </message>
    <message>
        <source>Check the address, and that the storage server is switched on and in the same network.</source>
        <translation>请检查地址，并确认存储服务器已开机且在同一网络中。</translation>
    </message>
    <message>
        <source>This computer has no way into the network of “%1”.</source>
        <translation>本机没有通往 “%1” 所在网络的途径。</translation>
    </message>
    <message>
        <source>This computer has no way into that network.</source>
        <translation>本机没有通往该网络的途径。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s network connection.</source>
        <translation>请检查本机的网络连接。</translation>
    </message>
    <message>
        <source>This computer does not have the network device through which “%1” is to be reached.</source>
        <translation>本机没有用来到达 “%1” 的网络设备。</translation>
    </message>
    <message>
        <source>This computer does not have that network device.</source>
        <translation>本机没有该网络设备。</translation>
    </message>
    <message>
        <source>Check the network device&apos;s name (“ip link” lists them), or leave the interface empty.</source>
        <translation>请检查网络设备的名称（“ip link” 会列出它们），或将接口留空。</translation>
    </message>
    <message>
        <source>This computer does not have the address from which “%1” is to be reached.</source>
        <translation>本机没有用来到达 “%1” 的地址。</translation>
    </message>
    <message>
        <source>This computer does not have that address.</source>
        <translation>本机没有该地址。</translation>
    </message>
    <message>
        <source>Check the source address (“ip address” lists them), or leave the interface empty.</source>
        <translation>请检查源地址（“ip address” 会列出它们），或将接口留空。</translation>
    </message>
    <message>
        <source>“%1” cannot be reached from the source address: one is IPv4, the other IPv6.</source>
        <translation>无法从该源地址到达 “%1”：一个是 IPv4，另一个是 IPv6。</translation>
    </message>
    <message>
        <source>Source address and portal do not fit: one is IPv4, the other IPv6.</source>
        <translation>源地址与门户不匹配：一个是 IPv4，另一个是 IPv6。</translation>
    </message>
    <message>
        <source>Use two addresses of the same kind, or leave the interface empty.</source>
        <translation>请使用两个同类的地址，或将接口留空。</translation>
    </message>
    <message>
        <source>The search at “%1” is done.</source>
        <translation>对 “%1” 的搜索已完成。</translation>
    </message>
    <message>
        <source>The search at “%1” failed.</source>
        <translation>对 “%1” 的搜索失败。</translation>
    </message>
    <message>
        <source>Logged in to “%1”.</source>
        <translation>已登录 “%1”。</translation>
    </message>
    <message>
        <source>Could not log in to “%1”.</source>
        <translation>无法登录 “%1”。</translation>
    </message>
    <message>
        <source>“%1” is online.</source>
        <translation>“%1” 在线。</translation>
    </message>
    <message>
        <source>The connection to “%1” is lost; programs that use its disks wait.</source>
        <translation>与 “%1” 的连接已断开；使用其磁盘的程序正在等待。</translation>
    </message>
    <message>
        <source>Trying to reach “%1” again.</source>
        <translation>正在再次尝试到达 “%1”。</translation>
    </message>
    <message>
        <source>“%1” is back; waiting requests go on.</source>
        <translation>“%1” 已恢复；等待中的请求继续执行。</translation>
    </message>
    <message>
        <source>Took over the running session with “%1”; nothing was interrupted.</source>
        <translation>已接管与 “%1” 的运行中会话；没有任何中断。</translation>
    </message>
    <message>
        <source>The kernel’s own iSCSI cannot be used here; disks are files and loop devices instead.</source>
        <translation>此处无法使用内核自带的 iSCSI；磁盘改为文件和回环设备。</translation>
    </message>
    <message>
        <source>“%1” was away too long: programs that use its disks now get errors.</source>
        <translation>“%1” 断开时间过长：使用其磁盘的程序现在会收到错误。</translation>
    </message>
    <message>
        <source>The session with “%1” has ended.</source>
        <translation>与 “%1” 的会话已结束。</translation>
    </message>
    <message>
        <source>“%1” sent us to another of its addresses.</source>
        <translation>“%1” 将我们重定向到它的另一个地址。</translation>
    </message>
    <message>
        <source>Logged out from “%1”.</source>
        <translation>已从 “%1” 注销。</translation>
    </message>
    <message>
        <source>Could not log out from “%1”.</source>
        <translation>无法从 “%1” 注销。</translation>
    </message>
    <message>
        <source>Did not log out from “%1”: its disks are in use.</source>
        <translation>没有从 “%1” 注销：其磁盘正在使用。</translation>
    </message>
    <message>
        <source>“%1” has a disk: %2.</source>
        <translation>“%1” 有一个磁盘：%2。</translation>
    </message>
    <message>
        <source>“%1” no longer has the disk %2.</source>
        <translation>“%1” 不再有磁盘 %2。</translation>
    </message>
    <message>
        <source>The disk %2 of “%1” has a new size.</source>
        <translation>“%1” 的磁盘 %2 大小已改变。</translation>
    </message>
    <message>
        <source>“%1” is connected but offers no disk; assign one to this computer on the storage server.</source>
        <translation>“%1” 已连接，但不提供磁盘；请在存储服务器上为本机分配一个。</translation>
    </message>
    <message>
        <source>The disk %2 of “%1” cannot be used.</source>
        <translation>“%1” 的磁盘 %2 无法使用。</translation>
    </message>
    <message>
        <source>A disk of “%1” is there as a file only: no block device could be made for it.</source>
        <translation>“%1” 的一个磁盘只能作为文件使用：无法为其建立块设备。</translation>
    </message>
    <message>
        <source>“%1” reports that something about its disks has changed.</source>
        <translation>“%1” 报告其磁盘有所改变。</translation>
    </message>
    <message>
        <source>“%1” asked us to log out; it will be reached again by itself.</source>
        <translation>“%1” 要求我们注销；之后会自动重新连接。</translation>
    </message>
    <message>
        <source>“%1” announced that it drops the connection; it will be reached again by itself.</source>
        <translation>“%1” 通知将断开连接；之后会自动重新连接。</translation>
    </message>
    <message>
        <source>“%1” wants to agree anew on the details of the connection.</source>
        <translation>“%1” 希望重新协商连接的细节。</translation>
    </message>
    <message>
        <source>“%1” sent a message that does not concern this computer.</source>
        <translation>“%1” 发送了一条与本机无关的消息。</translation>
    </message>
    <message>
        <source>“%1” is new in the list.</source>
        <translation>“%1” 已新增到列表。</translation>
    </message>
    <message>
        <source>“%1” was removed from the list.</source>
        <translation>“%1” 已从列表中移除。</translation>
    </message>
    <message>
        <source>“%1” has changed on the storage server.</source>
        <translation>“%1” 在存储服务器上有所改变。</translation>
    </message>
    <message>
        <source>The storage server does not name “%1” any more.</source>
        <translation>存储服务器不再列出 “%1”。</translation>
    </message>
    <message>
        <source>The storage server “%1” was removed from the list.</source>
        <translation>存储服务器 “%1” 已从列表中移除。</translation>
    </message>
    <message>
        <source>The settings of “%1” were changed.</source>
        <translation>“%1” 的设置已更改。</translation>
    </message>
    <message>
        <source>The password for “%1” was changed.</source>
        <translation>“%1” 的密码已更改。</translation>
    </message>
    <message>
        <source>The password for “%1” was removed.</source>
        <translation>“%1” 的密码已移除。</translation>
    </message>
    <message>
        <source>The session with “%1” was taken over from another program.</source>
        <translation>已从其他程序接管与 “%1” 的会话。</translation>
    </message>
    <message>
        <source>“%1” was connected by %2; its session is shown and left alone.</source>
        <translation>“%1” 由 %2 连接；其会话仅显示，不作干预。</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 has ended.</source>
        <translation>由 %2 建立的与 “%1” 的会话已结束。</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 has lost its connection.</source>
        <translation>由 %2 建立的与 “%1” 的会话失去了连接。</translation>
    </message>
    <message>
        <source>The session with “%1” that was made by %2 is back.</source>
        <translation>由 %2 建立的与 “%1” 的会话已恢复。</translation>
    </message>
    <message>
        <source>%2 runs beside Portolan. Each leaves the other&apos;s sessions alone; do not connect one target with both.</source>
        <translation>%2 与 Portolan 同时运行。二者互不干预对方的会话；请勿用两者同时连接同一个目标。</translation>
    </message>
    <message>
        <source>%2 has ended. Its sessions go on, but nobody brings them back if they break; they can be taken over.</source>
        <translation>%2 已结束。其会话会继续，但中断后没有程序恢复它们；可以接管这些会话。</translation>
    </message>
    <message>
        <source>Took over what open-iscsi knows, from “%1”.</source>
        <translation>已从 “%1” 接管 open-iscsi 所知的内容。</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name was changed; it is used from the next login on.</source>
        <translation>本机的发起程序名称已更改；从下次登录起使用。</translation>
    </message>
    <message>
        <source>“%1” sent a message about itself.</source>
        <translation>“%1” 发送了一条关于自身的消息。</translation>
    </message>
    <message>
        <source>The password with which “%1” proves itself was changed.</source>
        <translation>“%1” 用来证明自己身份的密码已更改。</translation>
    </message>
    <message>
        <source>The password with which “%1” proves itself was removed.</source>
        <translation>“%1” 用来证明自己身份的密码已移除。</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>It cannot be used: %1.</source>
        <translation>它无法使用：%1。</translation>
    </message>
    <message>
        <source>It was away for %1 s.</source>
        <translation>它断开了 %1 秒。</translation>
    </message>
    <message>
        <source>Targets found: %1.</source>
        <translation>找到的目标数：%1。</translation>
    </message>
    <message>
        <source>How the two sides prove who they are before anything else is said.</source>
        <translation>在开始其他通信之前，双方如何证明各自的身份。</translation>
    </message>
    <message>
        <source>Whether every message header carries a checksum against errors on the way.</source>
        <translation>每条消息的头部是否带有校验和，以检测传输途中的错误。</translation>
    </message>
    <message>
        <source>Whether all data carries a checksum against errors on the way; costs some speed.</source>
        <translation>所有数据是否带有校验和，以检测传输途中的错误；会降低一些速度。</translation>
    </message>
    <message>
        <source>How many network connections this session may use at the same time.</source>
        <translation>此会话可以同时使用多少个网络连接。</translation>
    </message>
    <message>
        <source>The question for the list of targets.</source>
        <translation>对目标列表的询问。</translation>
    </message>
    <message>
        <source>The worldwide unique name of the target.</source>
        <translation>目标的全球唯一名称。</translation>
    </message>
    <message>
        <source>The worldwide unique name of this computer.</source>
        <translation>本机的全球唯一名称。</translation>
    </message>
    <message>
        <source>A name the target gives itself for people to read.</source>
        <translation>目标为自己取的、供人阅读的名称。</translation>
    </message>
    <message>
        <source>A name this computer gives itself for people to read.</source>
        <translation>本机为自己取的、供人阅读的名称。</translation>
    </message>
    <message>
        <source>Where the target can be reached.</source>
        <translation>可以到达目标的地址。</translation>
    </message>
    <message>
        <source>Which group of the target&apos;s network addresses this connection belongs to.</source>
        <translation>此连接属于目标的哪一组网络地址。</translation>
    </message>
    <message>
        <source>Whether a write waits until the target asks for its data; “No” makes small writes faster.</source>
        <translation>写入是否等到目标索取数据时才发送；“No” 使小的写入更快。</translation>
    </message>
    <message>
        <source>Whether the beginning of a write travels together with its command; “Yes” makes small writes faster.</source>
        <translation>写入的开头部分是否与其命令一起发送；“Yes” 使小的写入更快。</translation>
    </message>
    <message>
        <source>The most bytes that one message to this side may carry.</source>
        <translation>发往本端的一条消息最多可以携带的字节数。</translation>
    </message>
    <message>
        <source>The most bytes that move in one go between two acknowledgements.</source>
        <translation>两次确认之间一次最多传送的字节数。</translation>
    </message>
    <message>
        <source>The most bytes of a write that are sent before the target asks for them.</source>
        <translation>在目标索取数据之前，一次写入最多发送的字节数。</translation>
    </message>
    <message>
        <source>How many seconds to wait after a broken connection before trying again.</source>
        <translation>连接中断后，等待多少秒再重试。</translation>
    </message>
    <message>
        <source>How many seconds after that the target still keeps unfinished requests.</source>
        <translation>此后目标还会将未完成的请求保留多少秒。</translation>
    </message>
    <message>
        <source>How many pieces of one write the target may ask for at the same time.</source>
        <translation>目标可以同时索取一次写入的多少个部分。</translation>
    </message>
    <message>
        <source>Whether the messages of one data sequence keep their order.</source>
        <translation>一个数据序列中的消息是否保持顺序。</translation>
    </message>
    <message>
        <source>Whether the parts of a large transfer keep their order.</source>
        <translation>大量传输的各个部分是否保持顺序。</translation>
    </message>
    <message>
        <source>How finely errors are repaired: 0 starts the session anew, 1 sends lost messages again, 2 replaces a connection.</source>
        <translation>错误恢复的精细程度：0 重新开始会话，1 重新发送丢失的消息，2 更换连接。</translation>
    </message>
    <message>
        <source>Whether the session is for using disks or only for asking which targets there are.</source>
        <translation>会话是用于使用磁盘，还是仅用于询问有哪些目标。</translation>
    </message>
    <message>
        <source>How the target reports requests that somebody else has cleared away.</source>
        <translation>目标如何报告被他人清除的请求。</translation>
    </message>
    <message>
        <source>Which edition of the iSCSI standard both sides follow.</source>
        <translation>双方遵循的 iSCSI 标准版本。</translation>
    </message>
    <message>
        <source>What system the other side says it runs on; for its administrators only.</source>
        <translation>对方声称所运行的系统；仅供其管理员参考。</translation>
    </message>
    <message>
        <source>An old way to find the beginning of messages; no longer in use.</source>
        <translation>查找消息开头的旧方法；现已不用。</translation>
    </message>
    <message>
        <source>A setting particular to this target.</source>
        <translation>此目标特有的设置。</translation>
    </message>
    <message>
        <source>Looking up the address…</source>
        <translation>正在查找地址…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Proving who is who…</source>
        <translation>正在验证双方身份…</translation>
    </message>
    <message>
        <source>Agreeing on the details of the connection…</source>
        <translation>正在协商连接的细节…</translation>
    </message>
    <message>
        <source>Asking for the list of targets…</source>
        <translation>正在询问目标列表…</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Looking for disks…</source>
        <translation>正在查找磁盘…</translation>
    </message>
    <message>
        <source>Waiting until the disks are ready…</source>
        <translation>正在等待磁盘就绪…</translation>
    </message>
    <message>
        <source>Waiting for the next attempt…</source>
        <translation>正在等待下次尝试…</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>does not identify itself</source>
        <translation>没有提供标识信息</translation>
    </message>
    <message>
        <source>does not tell its size</source>
        <translation>没有提供大小</translation>
    </message>
    <message>
        <source>does not tell a usable size</source>
        <translation>没有提供可用的大小</translation>
    </message>
    <message>
        <source>no device is connected to this unit</source>
        <translation>此单元没有连接设备</translation>
    </message>
    <message>
        <source>its size is not one that a file can have</source>
        <translation>其大小不能作为文件的大小</translation>
    </message>
    <message>
        <source>taken offline by the kernel</source>
        <translation>已被内核设为离线</translation>
    </message>
    <message>
        <source>the target does not offer it any more, and it is in use</source>
        <translation>目标不再提供它，而它仍在使用</translation>
    </message>
    <message>
        <source>another disk took its place while it was in use; it was taken offline</source>
        <translation>在使用期间被另一个磁盘取代；已设为离线</translation>
    </message>
    <message>
        <source>%1 is used as swap space</source>
        <translation>%1 被用作交换空间</translation>
    </message>
    <message>
        <source>%1 belongs to a volume group (LVM)</source>
        <translation>%1 属于一个卷组（LVM）</translation>
    </message>
    <message>
        <source>%1 belongs to a RAID array</source>
        <translation>%1 属于一个 RAID 阵列</translation>
    </message>
    <message>
        <source>%1 holds an unlocked encrypted volume</source>
        <translation>%1 含有已解锁的加密卷</translation>
    </message>
    <message>
        <source>%1 is a path of a multipath disk</source>
        <translation>%1 是多路径磁盘的一条路径</translation>
    </message>
    <message>
        <source>%1 is behind a loop device</source>
        <translation>%1 被回环设备使用</translation>
    </message>
    <message>
        <source>%1 holds the swap file %2</source>
        <translation>%1 含有交换文件 %2</translation>
    </message>
    <message>
        <source>%1 holds the volume %2 (LVM)</source>
        <translation>%1 含有卷 %2（LVM）</translation>
    </message>
    <message>
        <source>%1 belongs to the RAID array %2</source>
        <translation>%1 属于 RAID 阵列 %2</translation>
    </message>
    <message>
        <source>%1 holds the unlocked encrypted volume %2</source>
        <translation>%1 含有已解锁的加密卷 %2</translation>
    </message>
    <message>
        <source>%1 is a path of the multipath disk %2</source>
        <translation>%1 是多路径磁盘 %2 的一条路径</translation>
    </message>
    <message>
        <source>%1 is behind the loop device %2</source>
        <translation>%1 被回环设备 %2 使用</translation>
    </message>
    <message>
        <source>%1 is used by %2</source>
        <translation>%1 被 %2 使用</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation>连接失败</translation>
    </message>
    <message>
        <source>disconnecting</source>
        <translation>正在断开</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>正在重新连接</translation>
    </message>
    <message>
        <source>connected by the system</source>
        <translation>由系统连接</translation>
    </message>
    <message>
        <source>missing on the server</source>
        <translation>服务器上已不存在</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>logging in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>logging out</source>
        <translation>正在注销</translation>
    </message>
    <message>
        <source>the firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1（由 %2 建立）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>CHAP</source>
        <translation>CHAP</translation>
    </message>
    <message>
        <source>mutual CHAP</source>
        <translation>双向 CHAP</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message numerus="yes">
        <source>%1 is a path of the multipath disk %2, which has %n other path(s) that work: %3</source>
        <translation>
            <numerusform>%1 是多路径磁盘 %2 的一条路径，后者另有 %n 条可用路径：%3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is the last working path of the multipath disk %2; the others: %3</source>
        <translation>%1 是多路径磁盘 %2 的最后一条可用路径；其他路径：%3</translation>
    </message>
    <message>
        <source> by process %1</source>
        <translation>（由进程 %1 挂载）</translation>
    </message>
    <message>
        <source>%1 is mounted at %2</source>
        <translation>%1 挂载于 %2</translation>
    </message>
    <message>
        <source>%1 is mounted at %2 (%3)</source>
        <translation>%1 挂载于 %2（%3）</translation>
    </message>
    <message>
        <source>%1 is open in %2 (process %3)</source>
        <translation>%1 被 %2（进程 %3）打开</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>某个程序</translation>
    </message>
    <message>
        <source>%1 is in use</source>
        <translation>%1 正在使用</translation>
    </message>
    <message>
        <source>The target takes small pieces only: large writes are slower.</source>
        <translation>目标只接受较小的数据块：大的写入会变慢。</translation>
    </message>
    <message>
        <source>That is little: large transfers stop for the other side often.</source>
        <translation>该值较小：大量传输会经常停下来等待对方。</translation>
    </message>
    <message>
        <source>That is little: most writes wait for the target.</source>
        <translation>该值较小：大多数写入要等待目标。</translation>
    </message>
    <message>
        <source>Writes wait for the target before they send their data.</source>
        <translation>写入要等待目标索取后才发送数据。</translation>
    </message>
    <message>
        <source>Small writes take one round trip more.</source>
        <translation>小的写入要多一次往返。</translation>
    </message>
    <message>
        <source>The target does without the checksums that were asked for.</source>
        <translation>目标没有使用所请求的校验和。</translation>
    </message>
    <message>
        <source>%1 bytes, physically unknown</source>
        <translation>%1 字节，物理大小未知</translation>
    </message>
    <message>
        <source>%1 bytes, physically %2 bytes</source>
        <translation>%1 字节，物理 %2 字节</translation>
    </message>
    <message>
        <source>solid state</source>
        <translation>固态</translation>
    </message>
    <message>
        <source>rotating</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空间</translation>
    </message>
    <message>
        <source>thin: taken as it is written</source>
        <translation>精简：写入时才占用</translation>
    </message>
    <message>
        <source>taken in full</source>
        <translation>全部占用</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>Write cache</source>
        <translation>写缓存</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>write protected</source>
        <translation>写保护</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>New targets begin with other settings from now on.</source>
        <translation>此后新目标以另外的设置开始。</translation>
    </message>
    <message>
        <source>A program works in %2 (process %1)</source>
        <translation>有程序（进程 %1）正在使用 %2</translation>
    </message>
    <message>
        <source>%1 works in %3 (process %2)</source>
        <translation>%1（进程 %2）正在使用 %3</translation>
    </message>
    <message>
        <source>The iSNS server “%1” does not tell its targets.</source>
        <translation>iSNS 服务器 “%1” 不提供其目标。</translation>
    </message>
    <message>
        <source>The iSNS server does not tell its targets.</source>
        <translation>iSNS 服务器不提供其目标。</translation>
    </message>
    <message>
        <source>Check on the iSNS server that this computer&apos;s initiator name may ask; its log says why it refused.</source>
        <translation>请在 iSNS 服务器上检查是否允许本机的发起程序名称进行查询；其日志会说明拒绝的原因。</translation>
    </message>
    <message>
        <source>The iSNS server “%1” does not let this computer register.</source>
        <translation>iSNS 服务器 “%1” 不允许本机注册。</translation>
    </message>
    <message>
        <source>The iSNS server does not let this computer register.</source>
        <translation>iSNS 服务器不允许本机注册。</translation>
    </message>
    <message>
        <source>Copy this computer&apos;s initiator name and add it on the iSNS server to the discovery domain of the targets.</source>
        <translation>请复制本机的发起程序名称，并在 iSNS 服务器上将其加入目标所在的发现域。</translation>
    </message>
    <message>
        <source>What answers at “%1” does not speak iSNS correctly.</source>
        <translation>“%1” 处的应答方不能正确使用 iSNS。</translation>
    </message>
    <message>
        <source>What answers there does not speak iSNS correctly.</source>
        <translation>该处的应答方不能正确使用 iSNS。</translation>
    </message>
    <message>
        <source>Check address and port: iSNS usually has port 3205. A storage server that tells its own targets is searched without iSNS.</source>
        <translation>请检查地址和端口：iSNS 通常使用端口 3205。提供自身目标的存储服务器不通过 iSNS 搜索。</translation>
    </message>
    <message>
        <source>%1 It says: %2.</source>
        <translation>%1 其答复为：%2。</translation>
    </message>
    <message>
        <source>Trying every address of the targets…</source>
        <translation>正在尝试目标的每个地址…</translation>
    </message>
    <message>
        <source>The session with “%1” has one more connection.</source>
        <translation>与“%1”的会话又增加了一个连接。</translation>
    </message>
    <message>
        <source>One of the connections to “%1” is lost; the session goes on with the others.</source>
        <translation>与“%1”的一个连接已断开；会话通过其余连接继续。</translation>
    </message>
    <message>
        <source>One more connection to “%1” could not be made; it is tried again.</source>
        <translation>无法建立到“%1”的另一个连接；将继续尝试。</translation>
    </message>
    <message>
        <source>“%1” takes no more connections; the session goes on with those it has.</source>
        <translation>“%1”不再接受更多连接；会话使用已有的连接继续。</translation>
    </message>
    <message>
        <source>Data from “%1” arrives with wrong checksums again and again: the network damages it, or the storage server computes them wrongly. If the network is known to be sound, switch the checksums of this target off to try.</source>
        <translation>来自 “%1” 的数据一再带着错误的校验和到达：要么网络损坏了数据，要么存储服务器的校验和计算有误。如果确知网络没有问题，可试着关闭此目标的校验和。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Your own name for it, shown instead of the long target name.</source>
        <translation>您自己取的名称，代替较长的目标名称显示。</translation>
    </message>
    <message>
        <source>Whether it is connected by itself when the computer starts.</source>
        <translation>计算机启动时是否自动连接。</translation>
    </message>
    <message>
        <source>Who moves the data: the kernel, a process, or the better of what is there.</source>
        <translation>由谁传送数据：内核、进程，或二者中较好的可用者。</translation>
    </message>
    <message>
        <source>Checksums over the headers; detects what TCP misses, costs little.</source>
        <translation>头部的校验和；能检测 TCP 遗漏的错误，开销很小。</translation>
    </message>
    <message>
        <source>Checksums over the data; detects what TCP misses, costs some speed.</source>
        <translation>数据的校验和；能检测 TCP 遗漏的错误，会降低一些速度。</translation>
    </message>
    <message>
        <source>The most data this computer takes in one piece.</source>
        <translation>本机一次最多接收的数据量。</translation>
    </message>
    <message>
        <source>The most data moved in one go between two acknowledgements.</source>
        <translation>两次确认之间一次最多传送的数据量。</translation>
    </message>
    <message>
        <source>The most data sent along with a write before the target asks for it.</source>
        <translation>在目标索取之前，随写入一起发送的最大数据量。</translation>
    </message>
    <message>
        <source>Always wait until the target asks before sending the data of a write.</source>
        <translation>始终等到目标索取时才发送写入的数据。</translation>
    </message>
    <message>
        <source>Send the beginning of a write together with its command.</source>
        <translation>将写入的开头部分与其命令一起发送。</translation>
    </message>
    <message>
        <source>How many pieces of one write the target may ask for at the same time.</source>
        <translation>目标可以同时索取一次写入的多少个部分。</translation>
    </message>
    <message>
        <source>How long to wait for an answer while connecting.</source>
        <translation>连接时等待应答的时间。</translation>
    </message>
    <message>
        <source>How long programs wait while the connection is down before they get an error; -1 is for ever.</source>
        <translation>连接断开时，程序等待多久后收到错误；-1 表示永远等待。</translation>
    </message>
    <message>
        <source>How often a quiet connection is tested; 0 is never.</source>
        <translation>多久测试一次空闲的连接；0 表示从不测试。</translation>
    </message>
    <message>
        <source>How long such a test may take before the connection counts as broken; 0 is for ever.</source>
        <translation>测试持续多久后认为连接已中断；0 表示永远等待。</translation>
    </message>
    <message>
        <source>How long one request may take before it is aborted; 0 is for ever.</source>
        <translation>一个请求执行多久后被中止；0 表示永不中止。</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Connect at start</source>
        <translation>启动时连接</translation>
    </message>
    <message>
        <source>Data plane</source>
        <translation>数据平面</translation>
    </message>
    <message>
        <source>Checksums over headers</source>
        <translation>头部的校验和</translation>
    </message>
    <message>
        <source>Checksums over data</source>
        <translation>数据的校验和</translation>
    </message>
    <message>
        <source>Largest piece received</source>
        <translation>一次接收的最大数据块</translation>
    </message>
    <message>
        <source>Largest transfer in one go</source>
        <translation>一次传送的最大数据量</translation>
    </message>
    <message>
        <source>Write data sent unasked</source>
        <translation>不经索取发送的写入数据</translation>
    </message>
    <message>
        <source>Wait before sending write data</source>
        <translation>等待索取后才发送写入数据</translation>
    </message>
    <message>
        <source>Send write data with the command</source>
        <translation>随命令发送写入数据</translation>
    </message>
    <message>
        <source>Pieces of a write at a time</source>
        <translation>同时索取的写入部分数</translation>
    </message>
    <message>
        <source>Wait for an answer at login</source>
        <translation>登录时等待应答</translation>
    </message>
    <message>
        <source>Wait for a lost connection</source>
        <translation>连接断开时等待</translation>
    </message>
    <message>
        <source>Test a quiet connection every</source>
        <translation>测试空闲连接的间隔</translation>
    </message>
    <message>
        <source>Wait for the answer to a test</source>
        <translation>等待测试应答</translation>
    </message>
    <message>
        <source>Wait for a request</source>
        <translation>等待请求完成</translation>
    </message>
    <message>
        <source>text of at most %1 bytes</source>
        <translation>最多 %1 字节的文本</translation>
    </message>
    <message>
        <source>How many network connections a session has. More than one needs the data plane “user” and a target that allows it.</source>
        <translation>一个会话有多少个网络连接。多于一个时，需要数据平面“user”以及允许这样做的目标。</translation>
    </message>
    <message>
        <source>Network connections of a session</source>
        <translation>会话的网络连接数</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AddStorageDialog</name>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Continue with&amp;out</source>
        <translation>跳过并继续(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add storage</source>
        <translation>添加存储</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>继续(&amp;O)</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AddressPage</name>
    <message>
        <source>Connect &amp;automatically when this computer starts</source>
        <translation>本机启动时自动连接(&amp;A)</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>本机的发起程序名称</translation>
    </message>
    <message>
        <source>For example nas.local, 192.168.1.20 or [fd00::20]:3260</source>
        <translation>例如 nas.local、192.168.1.20 或 [fd00::20]:3260</translation>
    </message>
    <message>
        <source>The targets of the server appear here.</source>
        <translation>服务器的目标会显示在此处。</translation>
    </message>
    <message>
        <source>Where is the storage?</source>
        <translation>存储在哪里？</translation>
    </message>
    <message>
        <source>Enter the address of the storage server (NAS, SAN or another computer).</source>
        <translation>请输入存储服务器（NAS、SAN 或其他计算机）的地址。</translation>
    </message>
    <message>
        <source>A&amp;ddress of the server:</source>
        <translation>服务器地址(&amp;D)：</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name:</source>
        <translation>本机的发起程序名称：</translation>
    </message>
    <message>
        <source>Servers with a list of allowed initiators need this name on it.</source>
        <translation>限制发起程序的服务器需要将此名称列入其名单。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>There is no address yet.</source>
        <translation>尚未输入地址。</translation>
    </message>
    <message>
        <source>“%1” is not an address.</source>
        <translation>“%1” 不是地址。</translation>
    </message>
    <message>
        <source>Enter a name or an IP address, and after a colon the port if it is not 3260. An IPv6 address with a port stands in brackets: [fd00::20]:3260.</source>
        <translation>请输入名称或 IP 地址；如果端口不是 3260，则在冒号后输入端口。带端口的 IPv6 地址须写在方括号中：[fd00::20]:3260。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>No targets</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>The server answers, but it offers no target to this computer.</source>
        <translation>服务器有应答，但没有向本机提供目标。</translation>
    </message>
    <message>
        <source>Create a target on the server, or add this computer&apos;s initiator name to those it lets in.</source>
        <translation>请在服务器上创建目标，或将本机的发起程序名称加入其允许的名单。</translation>
    </message>
    <message>
        <source>Network &amp;interface:</source>
        <translation>网络接口(&amp;I)：</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>高级(&amp;V)</translation>
    </message>
    <message>
        <source>Ad&amp;vanced: %1</source>
        <translation>高级(&amp;V)：%1</translation>
    </message>
    <message>
        <source>Empty: whichever way this computer&apos;s routing table gives.</source>
        <translation>留空：由本机的路由表决定。</translation>
    </message>
    <message>
        <source>“%1” is not a network interface.</source>
        <translation>“%1” 不是网络接口。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::AllTargets</name>
    <message>
        <source>Log out of all targets?</source>
        <translation>要从所有目标注销吗？</translation>
    </message>
    <message>
        <source>Disks that are in use stay connected; the others are taken away.</source>
        <translation>正在使用的磁盘保持连接，其余的将被移除。</translation>
    </message>
    <message>
        <source>Log out all</source>
        <translation>全部注销</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) could not be connected.</source>
        <translation>
            <numerusform>%n 个目标无法连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each of them says why.</source>
        <translation>每个目标都会说明原因。</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) connected.</source>
        <translation>
            <numerusform>已连接 %n 个目标。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every target marked “at start” is connected already.</source>
        <translation>所有标记为“启动时”的目标均已连接。</translation>
    </message>
    <message>
        <source>Not all targets were logged out: disks of some are in use.</source>
        <translation>并非所有目标都已注销：其中一些的磁盘正在使用。</translation>
    </message>
    <message>
        <source>“Log out” of such a target shows what uses them.</source>
        <translation>对此类目标选择“注销”可查看占用情况。</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) logged out.</source>
        <translation>
            <numerusform>已注销 %n 个目标。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::Announcer</name>
    <message>
        <source>Connection to “%1” lost</source>
        <translation>与“%1”的连接已断开</translation>
    </message>
    <message>
        <source>In use: %1. Requests wait while Portolan tries to connect again.</source>
        <translation>正在使用：%1。Portolan 尝试重新连接期间，请求将等待。</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>“%1” is connected again</source>
        <translation>“%1”已重新连接</translation>
    </message>
    <message>
        <source>Waiting requests go on.</source>
        <translation>等待中的请求继续进行。</translation>
    </message>
    <message numerus="yes">
        <source>It was lost %n time(s) in %1 minutes.</source>
        <translation>
            <numerusform>%1 分钟内断开了 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>The connection to “%1” is unstable</source>
        <translation>与“%1”的连接不稳定</translation>
    </message>
    <message>
        <source>It is down now. In use: %1.</source>
        <translation>现在已断开。正在使用：%1。</translation>
    </message>
    <message>
        <source>It is connected now.</source>
        <translation>现在已连接。</translation>
    </message>
    <message>
        <source>A disk of “%1” has become larger</source>
        <translation>“%1”的一个磁盘变大了</translation>
    </message>
    <message>
        <source>It has %1 now. Its file system does not use the new space yet.</source>
        <translation>现在为 %1。其文件系统尚未使用新空间。</translation>
    </message>
    <message>
        <source>Its file system does not use the new space yet.</source>
        <translation>其文件系统尚未使用新空间。</translation>
    </message>
    <message>
        <source>“%1” stays connected</source>
        <translation>“%1”保持连接</translation>
    </message>
    <message>
        <source>Its disks are in use, so it was not logged out.</source>
        <translation>其磁盘正在使用，因此未注销。</translation>
    </message>
    <message>
        <source>Show what uses them</source>
        <translation>显示占用情况</translation>
    </message>
    <message>
        <source>“%1” refused the login</source>
        <translation>“%1”拒绝了登录</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>输入密码</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>重新登录</translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) lost</source>
        <translation>
            <numerusform>另有 %n 个连接中断</numerusform>
        </translation>
    </message>
    <message>
        <source>Disks in use are behind them. Requests wait while Portolan tries to connect again.</source>
        <translation>其后有正在使用的磁盘。在 Portolan 尝试重新连接期间，请求会等待。</translation>
    </message>
    <message numerus="yes">
        <source>%n more connection(s) are back</source>
        <translation>
            <numerusform>另有 %n 个连接已恢复</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::BusyIndicator</name>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Ask again next time</source>
        <translation>下次仍然询问(&amp;A)</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectItem</name>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>本机的发起程序名称</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>What the service said of it</source>
        <translation>服务对此的说明</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectPage</name>
    <message>
        <source>&amp;Use the same name and password for all of them</source>
        <translation>对所有目标使用相同的名称和密码(&amp;U)</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>This computer logs in to the targets you chose.</source>
        <translation>本机正在登录您选择的目标。</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ConnectionDialog</name>
    <message>
        <source>Whichever the &amp;routing table gives</source>
        <translation>由路由表决定(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;This one:</source>
        <translation>指定(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Interface:</source>
        <translation>接口：</translation>
    </message>
    <message>
        <source>&amp;Data plane:</source>
        <translation>数据平面(&amp;D)：</translation>
    </message>
    <message>
        <source>%1 (not available here)</source>
        <translation>%1（此处不可用）</translation>
    </message>
    <message>
        <source>It is connected. The interface can be changed after logging out; another data plane counts from the next login on.</source>
        <translation>目标已连接。接口可在注销后更改；更换数据平面从下次登录起生效。</translation>
    </message>
    <message>
        <source>What you change here counts from the next login on.</source>
        <translation>此处的更改从下次登录起生效。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CopyableLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CredentialsDialog</name>
    <message>
        <source>&amp;Remove password</source>
        <translation>移除密码(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Passwords for both directions are stored. What you enter here replaces them.</source>
        <translation>已存储双向的密码。在此处输入的内容将替换它们。</translation>
    </message>
    <message>
        <source>A password is stored. What you enter here replaces it.</source>
        <translation>已存储密码。在此处输入的内容将替换它。</translation>
    </message>
    <message>
        <source>No password is stored.</source>
        <translation>没有存储密码。</translation>
    </message>
    <message>
        <source>&amp;Save and log in</source>
        <translation>保存并登录(&amp;S)</translation>
    </message>
    <message>
        <source>The password was removed.</source>
        <translation>密码已移除。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::CredentialsForm</name>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>The &amp;target must prove itself too</source>
        <translation>目标也必须证明自己的身份(&amp;T)</translation>
    </message>
    <message>
        <source>Mutual CHAP: this machine asks the target for a password as well, so nobody can pretend to be it.</source>
        <translation>双向 CHAP：本机也向目标索要密码，因此没有人可以冒充目标。</translation>
    </message>
    <message>
        <source>Target&apos;s na&amp;me:</source>
        <translation>目标的名称(&amp;M)：</translation>
    </message>
    <message>
        <source>Target&apos;s pass&amp;word:</source>
        <translation>目标的密码(&amp;W)：</translation>
    </message>
    <message>
        <source>12 characters or more</source>
        <translation>12 个字符或更多</translation>
    </message>
    <message>
        <source>12 or more, not the same as above</source>
        <translation>12 个字符或更多，不得与上面的相同</translation>
    </message>
    <message>
        <source>Enter the name and the password that the target expects.</source>
        <translation>请输入目标所要求的名称和密码。</translation>
    </message>
    <message>
        <source>Enter the name and the password with which the target proves itself.</source>
        <translation>请输入目标用来证明自己身份的名称和密码。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DiskTaskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DisksModel</name>
    <message>
        <source>World-wide name: %1</source>
        <translation>全球唯一名称：%1</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Not usable: %1</source>
        <translation>不可用：%1</translation>
    </message>
    <message>
        <source>mounted at %1</source>
        <translation>挂载于 %1</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用者</translation>
    </message>
</context>
<context>
    <name>portolan::gui::DisksPage</name>
    <message>
        <source>Disks</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>复制路径(&amp;Y)</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Not connected: log in to see the disks.</source>
        <translation>未连接：登录后可查看磁盘。</translation>
    </message>
    <message>
        <source>The target offers no disk to this computer.</source>
        <translation>目标没有向本机提供磁盘。</translation>
    </message>
    <message>
        <source>&amp;Mount…</source>
        <translation>挂载(&amp;M)…</translation>
    </message>
    <message>
        <source>This disk is a file here, not a device, so it cannot be mounted.</source>
        <translation>此磁盘在这里是文件而不是设备，因此无法挂载。</translation>
    </message>
    <message>
        <source>Mounts the disk in a folder, or formats it first if it is empty.</source>
        <translation>将磁盘挂载到文件夹；如果是空的，会先格式化。</translation>
    </message>
    <message>
        <source>&amp;Unmount…</source>
        <translation>卸载(&amp;U)…</translation>
    </message>
    <message>
        <source>Writes what is not written yet and takes the disk out of its folder.</source>
        <translation>写入尚未写入的数据，并将磁盘从其文件夹中卸载。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation>扩大(&amp;G)…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EmptyPage</name>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>本机的发起程序名称</translation>
    </message>
    <message>
        <source>No storage yet</source>
        <translation>尚无存储</translation>
    </message>
    <message>
        <source>Connect to a NAS, a SAN or another computer that offers disks by iSCSI. Its address is all you need to begin.</source>
        <translation>连接 NAS、SAN 或其他通过 iSCSI 提供磁盘的计算机。只需要其地址即可开始。</translation>
    </message>
    <message>
        <source>Servers with a list of allowed initiators need this computer&apos;s name:</source>
        <translation>限制发起程序的服务器需要本机的名称：</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n target(s) from open-iscsi…</source>
        <translation>
            <numerusform>从 open-iscsi 接管 %n 个目标…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventKind</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Search and list</source>
        <translation>搜索与列表</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventsModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生的事件</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>portolan::gui::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>尚未发生任何事件。</translation>
    </message>
    <message>
        <source>Copy the chosen events</source>
        <translation>复制所选事件</translation>
    </message>
    <message>
        <source>The events could not be read.</source>
        <translation>无法读取事件。</translation>
    </message>
    <message>
        <source>How serious</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Of which target</source>
        <translation>属于哪个目标</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>关于什么</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术详情</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Show the target in the list</source>
        <translation>在列表中显示目标</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Show the disk</source>
        <translation>显示磁盘</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Show this moment in the graph</source>
        <translation>在图表中显示这一时刻</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Technical details of the event</source>
        <translation>事件的技术详情</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter the events by text</source>
        <translation>按文本筛选事件</translation>
    </message>
    <message>
        <source>All severities</source>
        <translation>所有级别</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有种类</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>最近一小时</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>All targets</source>
        <translation>所有目标</translation>
    </message>
    <message>
        <source>Nothing that matches the filter.</source>
        <translation>没有符合筛选条件的内容。</translation>
    </message>
    <message>
        <source>Choose an event to see what the service said of it.</source>
        <translation>选择一个事件，查看服务对它的说明。</translation>
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
        <translation>在挂载状态下扩大；程序可以继续工作。</translation>
    </message>
    <message>
        <source>It is checked first, then grown. It is not mounted meanwhile.</source>
        <translation>先检查，再扩大。期间不挂载。</translation>
    </message>
    <message>
        <source>It is mounted for that, and unmounted again.</source>
        <translation>为此会先挂载，之后再卸载。</translation>
    </message>
    <message>
        <source>This kind of file system is grown only while it is not mounted: unmount it first.</source>
        <translation>这种文件系统只能在未挂载时扩大：请先卸载。</translation>
    </message>
    <message>
        <source>This computer cannot grow this kind of file system.</source>
        <translation>此计算机无法扩大这种文件系统。</translation>
    </message>
    <message>
        <source>%1 has %2 that its file system does not use yet.</source>
        <translation>%1 有 %2 尚未被其文件系统使用。</translation>
    </message>
    <message>
        <source>%1 at the end of %2 belong to no partition. Enlarge its last partition with a program for partitions; then its file system can be grown here.</source>
        <translation>%2 末尾的 %1 不属于任何分区。请用分区程序扩大最后一个分区；之后可以在此扩大其文件系统。</translation>
    </message>
    <message>
        <source>Grow a file system</source>
        <translation>扩大文件系统</translation>
    </message>
    <message>
        <source>The disk is larger than what is on it. Nothing that is stored on it is changed.</source>
        <translation>磁盘比其上的内容大。其中存储的内容不会改变。</translation>
    </message>
    <message>
        <source>&amp;Grow</source>
        <translation>扩大(&amp;G)</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>正在查看磁盘…</translation>
    </message>
    <message>
        <source>The file system uses the whole disk.</source>
        <translation>文件系统已使用整个磁盘。</translation>
    </message>
    <message>
        <source>Mounting…</source>
        <translation>正在挂载…</translation>
    </message>
    <message>
        <source>Checking the file system. This may take minutes on a large disk.</source>
        <translation>正在检查文件系统。大磁盘可能需要几分钟。</translation>
    </message>
    <message>
        <source>Growing the file system…</source>
        <translation>正在扩大文件系统…</translation>
    </message>
    <message>
        <source>Unmounting…</source>
        <translation>正在卸载…</translation>
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
        <translation>**存储服务器**（NAS、SAN）通过网络出借一部分存储空间。本机可以像使用自己的磁盘一样使用它：格式化、挂载、备份。

- **目标**是服务器以一个名称提供的内容，例如 *iqn.2026-01.org.example:photos*。
- **门户**是可以访问目标的地址。多个门户就是通往同一批磁盘的多条路径。
- 一个目标有一个或多个**磁盘**（专业用语：逻辑单元，LUN）。
- **发起端名称**是本机的名称。许多服务器必须先知道它才会显示内容：*设置*中会显示它，并有复制按钮。
- **登录**会连接目标，随后其磁盘出现。已建立的连接称为**会话**。

可以关闭窗口、退出程序：会话属于本机的服务，会一直保持。</translation>
    </message>
    <message>
        <source>A server may ask for a name and a password (**CHAP**). Both are set on the server, for this computer or for the target; they have nothing to do with your own account.

- A password has at least 12 characters; many servers accept no more than 16.
- **The target&apos;s own password** (mutual CHAP) is for the other direction: with it the server proves that it is the right one. The two passwords must differ.
- Passwords are kept by the service, encrypted, and never shown again. *Passwords* in the menu lists which target has one.

The login itself protects the password, but what is read and written is not encrypted: use a network that you trust.</source>
        <translation>服务器可能要求名称和密码（**CHAP**）。两者都在服务器上为本机或目标设置；它们与您自己的帐户无关。

- 密码至少有 12 个字符；许多服务器最多接受 16 个。
- **目标自己的密码**（双向 CHAP）用于相反的方向：服务器以此证明自己是正确的服务器。两个密码必须不同。
- 密码由服务加密保存，不会再次显示。菜单中的*密码*列出哪些目标有密码。

登录过程会保护密码，但读写的数据没有加密：请使用您信任的网络。</translation>
    </message>
    <message>
        <source>The page *Disks* shows what a target offers and who uses it.

- **Format and mount** makes a file system on an empty disk. Before anything is done a list says what will happen. A disk on which there is something is only formatted after its name was typed: what is on it is lost.
- **Mount** makes a file system appear in a folder. *At every start* does it by itself from then on; a server that is off does not hold up the start.
- **Use a disk from one computer at a time.** Two computers that mount the same ordinary file system destroy it, even if one of them only reads.
- A disk that was made larger on the server is noticed; its file system can then be grown.</source>
        <translation>*磁盘*页面显示目标提供的内容以及谁在使用它。

- **格式化并挂载**会在空磁盘上创建文件系统。在执行之前，会有一份列表说明将要发生什么。已有内容的磁盘只有在输入其名称之后才会被格式化：其中的内容将会丢失。
- **挂载**使文件系统出现在一个文件夹中。*每次启动时*会从此自动完成；服务器关机也不会拖住启动。
- **同一时间只在一台计算机上使用磁盘**。两台计算机挂载同一个普通文件系统会将其损坏，即使其中一台只读取。
- 在服务器上扩大的磁盘会被发现；随后可以扩大其文件系统。</translation>
    </message>
    <message>
        <source>*Log out* takes the disks of a target away. As long as something uses them it is refused, and the window names what it is: folders that are mounted, programs with open files, swap, volumes, other layers.

Close these programs and unmount the folders; then log out again. What the window can unmount itself it offers.

**Forcing it** breaks the disks away under whoever uses them. What was not written yet is lost. It is a decision of its own and asks for an administrator.</source>
        <translation>*注销*会移除目标的磁盘。只要仍有使用者，注销就会被拒绝，窗口会列出使用者：已挂载的文件夹、打开了文件的程序、交换空间、卷以及其他层。

请关闭这些程序并卸载文件夹，然后再次注销。窗口自己能够卸载的，会提供按钮。

**强制注销**会从使用者手中直接断开磁盘。尚未写入的内容将丢失。这是一个单独的决定，需要管理员授权。</translation>
    </message>
    <message>
        <source>When a connection breaks, the service brings it back by itself, for as long as it takes. Programs that read or write wait meanwhile, and nothing that was acknowledged is lost.

After a while (the *replacement timeout*, two minutes if nothing else is set) waiting programs get an error instead, so that the computer stays usable. A file system may then make itself read-only: when the connection is back, unmount it, have it checked and mount it again.

The list shows since when a target is being reconnected, the page *Events* shows why, and *Log in* tries at once.</source>
        <translation>连接中断时，服务会自行恢复它，无论需要多长时间。正在读写的程序会等待，已确认的内容不会丢失。

过一段时间之后（*替换超时*，默认两分钟），等待的程序会收到错误，使本机仍可使用。此时文件系统可能变为只读：连接恢复后，请卸载它、检查它，然后重新挂载。

列表显示目标从何时起重新连接，*事件*页面显示原因，*登录*会立即尝试。</translation>
    </message>
    <message>
        <source>The graph shows what a target, one of its disks or all sessions together read and write, how long a request takes and how many are under way; for the last minute up to a week.

- Point at the graph, or choose it with Tab and use the arrow keys, to read a value.
- The wheel, or Ctrl with plus and minus, zooms.
- Marks below the graph are events; a gap means that nothing was measured.
- *Table* shows the same as text, and the menu of the graph saves it as CSV or as a picture.

*Events* in the menu lists what happened to all targets, with a filter; the details of an event lead to its target, its disk and its place in the graph.</source>
        <translation>曲线显示一个目标、它的一个磁盘或所有会话读写的数据量、请求所需的时间以及进行中的请求数；范围从最近一分钟到一周。

- 将鼠标指向曲线，或用 Tab 键选中它并使用方向键来读取数值。
- 滚轮，或 Ctrl 加加号和减号，用于缩放。
- 曲线下方的标记是事件；空缺表示没有测量。
- *表格*以文字显示相同的内容，曲线的菜单可将其保存为 CSV 或图片。

菜单中的*事件*列出所有目标发生的事情，并可筛选；事件的详细信息会指向其目标、磁盘以及在曲线中的位置。</translation>
    </message>
    <message>
        <source>What the words mean</source>
        <translation>词语的含义</translation>
    </message>
    <message>
        <source>Connect a disk</source>
        <translation>连接磁盘</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Format and mount</source>
        <translation>格式化并挂载</translation>
    </message>
    <message>
        <source>Take a disk away</source>
        <translation>移除磁盘</translation>
    </message>
    <message>
        <source>When a connection is lost</source>
        <translation>连接中断时</translation>
    </message>
    <message>
        <source>Throughput and events</source>
        <translation>吞吐量和事件</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Choose *Add storage* and type the address of the server. What it offers appears below; choose what you need and connect it. An empty disk can be formatted and mounted in the same window.

If nothing is found:

- **The server does not answer:** check the address, that both are in the same network, and that no firewall holds port 3260 back.
- **It answers and shows nothing:** enter this computer&apos;s initiator name in the server&apos;s settings, for the disk in question (often called *access list*, *ACL* or *host*).
- **It asks for a password:** name and password are set on the server, too; see *Passwords*.

*Connect it whenever this computer starts* brings the disk back after a restart, and does so in the background: a server that is off never holds up the start.

*Storage servers* in the menu lists the servers that are known. There they are searched again, by themselves too if you like, and an iSNS server can be asked, which knows the targets of a whole network.</source>
        <translation>选择*添加存储*并输入服务器的地址。服务器提供的内容会显示在下方；选择所需的内容并连接。空磁盘可以在同一窗口中格式化并挂载。

如果什么都没有找到：

- **服务器没有应答**：请检查地址、两者是否在同一网络中，以及防火墙是否拦截了 3260 端口。
- **服务器应答但没有显示内容**：请在服务器的设置中，为相应的磁盘填入本机的发起端名称（通常称为*访问列表*、*ACL* 或*主机*）。
- **服务器要求密码**：名称和密码也在服务器上设置；参见*密码*。

*每次本机启动时连接*会在重启后恢复磁盘，并且在后台进行：服务器关机也不会拖住启动。

菜单中的*存储服务器*列出已知的服务器。在那里可以再次搜索它们，也可以自动搜索，还可以询问了解整个网络中目标的 iSNS 服务器。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>What the topic tells</source>
        <translation>主题内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>The menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>The menu of what is chosen</source>
        <translation>所选项的菜单</translation>
    </message>
    <message>
        <source>Cancel, or close the window</source>
        <translation>取消，或关闭窗口</translation>
    </message>
    <message>
        <source>An underlined letter is reached with Alt. In the graph the arrow keys, Page up, Page down, Home and End move the reading mark.</source>
        <translation>带下划线的字母用 Alt 键触发。在曲线中，方向键、Page Up、Page Down、Home 和 End 移动读数标记。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportDialog</name>
    <message>
        <source>Also &amp;overwrite what was set here</source>
        <translation>同时覆盖在此处设置的内容(&amp;O)</translation>
    </message>
    <message>
        <source>Use open-iscsi&apos;s initiator &amp;name from now on:</source>
        <translation>此后使用 open-iscsi 的发起程序名称(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Take over from open-iscsi</source>
        <translation>从 open-iscsi 接管</translation>
    </message>
    <message>
        <source>Command that stops open-iscsi from starting</source>
        <translation>停止 open-iscsi 自动启动的命令</translation>
    </message>
    <message>
        <source>Reading open-iscsi&apos;s files…</source>
        <translation>正在读取 open-iscsi 的文件…</translation>
    </message>
    <message>
        <source>Taking over…</source>
        <translation>正在接管…</translation>
    </message>
    <message>
        <source>Everything that open-iscsi knows is here already.</source>
        <translation>open-iscsi 所知的内容在此处都已存在。</translation>
    </message>
    <message>
        <source>Servers that let only known names in know this computer by that name; without it they may refuse it. Until now it is %1 here.</source>
        <translation>只允许已知名称的服务器以该名称识别本机；没有该名称，它们可能会拒绝本机。目前此处的名称是 %1。</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已接管</translation>
    </message>
    <message>
        <source>The targets are in the list now.</source>
        <translation>目标现已在列表中。</translation>
    </message>
    <message>
        <source>This computer&apos;s name is now %1.</source>
        <translation>本机的名称现为 %1。</translation>
    </message>
    <message numerus="yes">
        <source>open-iscsi also logs in to %n of these targets when this computer starts. A disk that both write to gets damaged: if Portolan shall connect them, switch open-iscsi off.</source>
        <translation>
            <numerusform>其中有 %n 个目标在本机启动时也会由 open-iscsi 登录。两个程序同时写入的磁盘会损坏：如要由 Portolan 连接，请停用 open-iscsi。</numerusform>
        </translation>
    </message>
    <message>
        <source>open-iscsi has no files on this computer.</source>
        <translation>本机上没有 open-iscsi 的文件。</translation>
    </message>
    <message>
        <source>There is nothing to take over.</source>
        <translation>没有可以接管的内容。</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>您无权在本机上执行此操作。</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>将要求输入管理员密码。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Nothing is changed yet, and open-iscsi&apos;s files are only read.</source>
        <translation>尚未更改任何内容，open-iscsi 的文件只会被读取。</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are the same here and there.</source>
        <translation>
            <numerusform>%n 个目标在两边相同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) are known only here and stay.</source>
        <translation>
            <numerusform>%n 个目标仅在此处已知，将保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>N new targets, N with changed settings</comment>
        <translation>%1，%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n new target(s)</source>
        <translation>
            <numerusform>%n 个新目标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with changed settings</source>
        <translation>
            <numerusform>%n 个目标的设置有更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) were added.</source>
        <translation>
            <numerusform>已添加 %n 个目标。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The settings of %n target(s) were changed.</source>
        <translation>
            <numerusform>已更改 %n 个目标的设置。</numerusform>
        </translation>
    </message>
    <message>
        <source>No target had to be changed.</source>
        <translation>没有需要更改的目标。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ImportList</name>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>preferred</source>
        <translation>优先</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必需</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Connect at start</source>
        <translation>启动时连接</translation>
    </message>
    <message>
        <source>stays %1 (open-iscsi: %2)</source>
        <translation>保持 %1（open-iscsi：%2）</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>将接管</translation>
    </message>
    <message>
        <source>stays as set here</source>
        <translation>保留此处的设置</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>通过 %1</translation>
    </message>
    <message>
        <source>with passwords for both directions</source>
        <translation>含双向的密码</translation>
    </message>
    <message>
        <source>with password</source>
        <translation>含密码</translation>
    </message>
    <message>
        <source>connects at start</source>
        <translation>启动时连接</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>未包括：%1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more file(s)</source>
        <translation>
            <numerusform>%1 和另外 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>What the import changes</source>
        <translation>导入将更改的内容</translation>
    </message>
    <message>
        <source>Target or setting</source>
        <translation>目标或设置</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>New targets</source>
        <translation>新目标</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>有更改的设置</translation>
    </message>
    <message>
        <source>Different, but kept as set here</source>
        <translation>有差异，但保留此处的设置</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>group, number</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password of the target</source>
        <translation>目标的密码</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Addresses to search</source>
        <translation>要搜索的地址</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>password stays as set here</source>
        <translation>密码保留此处的设置</translation>
    </message>
    <message>
        <source>Not taken over as it is</source>
        <translation>未照原样接管的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) with a key that is not known</source>
        <translation>
            <numerusform>%n 行的键无法识别</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::InitiatorNamePage</name>
    <message>
        <source>Initiator name</source>
        <translation>发起端名称</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>Suggests a name that no other computer has; it is not set yet</source>
        <translation>建议一个其他计算机没有的名称；尚未设置</translation>
    </message>
    <message>
        <source>Name now:</source>
        <translation>当前名称：</translation>
    </message>
    <message>
        <source>&amp;New name:</source>
        <translation>新名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Storage servers know this computer by its initiator name. Those with a list of allowed initiators need exactly this one.</source>
        <translation>存储服务器通过发起端名称识别此计算机。使用允许列表的服务器需要正好是这个名称。</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) keep the old name until their next login.</source>
        <translation>
            <numerusform>%n 个会话在下次登录前保留旧名称。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tell the new name to your storage servers before the next login.</source>
        <translation>请在下次登录前将新名称告知存储服务器。</translation>
    </message>
    <message>
        <source>A server that only knows the old name will refuse this computer.</source>
        <translation>只知道旧名称的服务器将拒绝此计算机。</translation>
    </message>
    <message>
        <source>The new initiator name is set.</source>
        <translation>新的发起端名称已设置。</translation>
    </message>
    <message>
        <source>It is used from the next login on. Copy it for your storage servers.</source>
        <translation>从下次登录起生效。请复制它以用于存储服务器。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::InterfaceEdit</name>
    <message>
        <source>Network device or source address</source>
        <translation>网络设备或源地址</translation>
    </message>
    <message>
        <source>For example eth1 or 192.168.1.7</source>
        <translation>例如 eth1 或 192.168.1.7</translation>
    </message>
    <message>
        <source>This computer has no “%1” now. Logins fail until it has.</source>
        <translation>本机现在没有 “%1”。在它出现之前，登录都会失败。</translation>
    </message>
    <message>
        <source>A network device, or the address from which the connection comes.</source>
        <translation>网络设备，或连接所使用的源地址。</translation>
    </message>
    <message>
        <source>Enter the name of a network device, such as eth1, or an IP address of this computer.</source>
        <translation>请输入网络设备的名称（例如 eth1），或本机的 IP 地址。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::IsnsDialog</name>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>Add iSNS server</source>
        <translation>添加 iSNS 服务器</translation>
    </message>
    <message>
        <source>An iSNS server knows the targets of many storage servers and tells those that this computer may see. Nothing is connected by the search.</source>
        <translation>iSNS 服务器知道许多存储服务器的目标，并提供本机可见的那些目标。搜索不会建立任何连接。</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>地址(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>端口(&amp;P)：</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This is not an address of a server.</source>
        <translation>这不是服务器的地址。</translation>
    </message>
    <message>
        <source>Enter an IP address or the name of a computer.</source>
        <translation>请输入 IP 地址或计算机名称。</translation>
    </message>
    <message>
        <source>“%1” knows no target for this computer.</source>
        <translation>“%1” 不知道供本机使用的目标。</translation>
    </message>
    <message>
        <source>It is in the list of servers now. Copy this computer&apos;s initiator name, put it on the iSNS server into the discovery domain of the targets, and search again.</source>
        <translation>它已在服务器列表中。请复制本机的发起程序名称，在 iSNS 服务器上将其加入目标所在的发现域，然后再次搜索。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::LoginRun</name>
    <message>
        <source>Saving the password…</source>
        <translation>正在保存密码…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::LogoutFlow</name>
    <message>
        <source>What uses the disks</source>
        <translation>磁盘的使用者</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>注销</translation>
    </message>
    <message>
        <source>The disks of “%1” are in use</source>
        <translation>“%1” 的磁盘正在使用</translation>
    </message>
    <message>
        <source>Unmount them and close the programs, then check again. Nothing was changed yet.</source>
        <translation>请卸载它们并关闭相关程序，然后再次检查。尚未更改任何内容。</translation>
    </message>
    <message>
        <source>Log out &amp;anyway…</source>
        <translation>仍然注销(&amp;A)…</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>您无权在本机上执行此操作。</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>将要求输入管理员密码。</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>再次检查(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Log out anyway</source>
        <translation>仍然注销</translation>
    </message>
    <message>
        <source>Take the disks of “%1” away although they are in use?</source>
        <translation>“%1” 的磁盘正在使用，仍要移除它们吗？</translation>
    </message>
    <message>
        <source>What is not written yet is lost, file systems may be damaged, and programs that use the disks will fail.</source>
        <translation>尚未写入的数据将会丢失，文件系统可能损坏，使用这些磁盘的程序会出错。</translation>
    </message>
    <message>
        <source>Log out and lose data</source>
        <translation>注销并丢失数据</translation>
    </message>
    <message>
        <source>What is listed still uses them. The target stays connected.</source>
        <translation>所列内容仍在使用它们。目标保持连接。</translation>
    </message>
    <message>
        <source>They can be unmounted first: what is not written yet is written then. Programs that have files open on them have to be closed. Nothing was changed yet.</source>
        <translation>可以先卸载它们：尚未写入的数据会被写入。打开了其中文件的程序必须关闭。尚未更改任何内容。</translation>
    </message>
    <message>
        <source>&amp;Unmount and disconnect</source>
        <translation>卸载并断开(&amp;U)</translation>
    </message>
    <message>
        <source>Unmounting %1. What is not written yet is written first; a password may be asked for.</source>
        <translation>正在卸载 %1。会先写入尚未写入的数据；可能会要求输入密码。</translation>
    </message>
    <message>
        <source>The programs below use it; close them.</source>
        <translation>下列程序正在使用它，请关闭。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Main</name>
    <message>
        <source>The desktop of Portolan, an iSCSI initiator.</source>
        <translation>Portolan 的桌面程序，Linux 的 iSCSI 发起程序。</translation>
    </message>
    <message>
        <source>Where the service is: session, system or a D-Bus address.</source>
        <translation>服务所在的总线：session、system 或 D-Bus 地址。</translation>
    </message>
    <message>
        <source>Start in the tray, without a window, where there is a tray.</source>
        <translation>如有系统托盘，则在托盘中启动，不显示窗口。</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system、light 或 dark。</translation>
    </message>
    <message>
        <source>Run although this is root.</source>
        <translation>即使是 root 用户也运行。</translation>
    </message>
    <message>
        <source>This option or value is not known; --help lists all.</source>
        <translation>无法识别此选项或值；--help 会列出所有选项。</translation>
    </message>
    <message>
        <source>Portolan is still here</source>
        <translation>Portolan 仍在运行</translation>
    </message>
    <message>
        <source>It goes on in the tray and tells you when a connection is lost. Your disks stay connected even if you quit it.</source>
        <translation>它会在系统托盘中继续运行，并在连接断开时通知您。即使退出它，您的磁盘也会保持连接。</translation>
    </message>
    <message>
        <source>Show this too: add-storage, servers, passwords, events, settings or help.</source>
        <translation>同时显示：add-storage、servers、passwords、events、settings 或 help。</translation>
    </message>
    <message>
        <source>Where storage is: iscsi://ADDRESS[:PORT]</source>
        <translation>存储所在位置：iscsi://地址[:端口]</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MainActions</name>
    <message>
        <source>&amp;Add storage…</source>
        <translation>添加存储(&amp;A)…</translation>
    </message>
    <message>
        <source>Connect to a storage server</source>
        <translation>连接到存储服务器</translation>
    </message>
    <message>
        <source>&amp;Take over from open-iscsi…</source>
        <translation>从 open-iscsi 接管(&amp;T)…</translation>
    </message>
    <message>
        <source>Take over targets, settings and passwords that open-iscsi has</source>
        <translation>接管 open-iscsi 的目标、设置和密码</translation>
    </message>
    <message>
        <source>Log &amp;in</source>
        <translation>登录(&amp;I)</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>注销(&amp;O)</translation>
    </message>
    <message>
        <source>Take the disks away safely and disconnect</source>
        <translation>安全移除磁盘并断开连接</translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation>重新扫描(&amp;R)</translation>
    </message>
    <message>
        <source>Look for new, gone and resized disks</source>
        <translation>查找新增、消失和大小改变的磁盘</translation>
    </message>
    <message>
        <source>Take o&amp;ver</source>
        <translation>接管(&amp;V)</translation>
    </message>
    <message>
        <source>Let Portolan look after the session of another program; its disks notice nothing</source>
        <translation>让 Portolan 管理其他程序的会话；其磁盘不受任何影响</translation>
    </message>
    <message>
        <source>&amp;Password…</source>
        <translation>密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Set, replace or remove name and password (CHAP)</source>
        <translation>设置、替换或移除名称和密码（CHAP）</translation>
    </message>
    <message>
        <source>Co&amp;nnection…</source>
        <translation>连接(&amp;N)…</translation>
    </message>
    <message>
        <source>Choose the interface and who moves the data</source>
        <translation>选择接口以及由谁传送数据</translation>
    </message>
    <message>
        <source>R&amp;ename…</source>
        <translation>重命名(&amp;E)…</translation>
    </message>
    <message>
        <source>Give the target a name of your own</source>
        <translation>为目标取一个您自己的名称</translation>
    </message>
    <message>
        <source>Connect at &amp;start</source>
        <translation>启动时连接(&amp;S)</translation>
    </message>
    <message>
        <source>Connect it whenever this computer starts</source>
        <translation>每次本机启动时连接</translation>
    </message>
    <message>
        <source>&amp;Copy target name</source>
        <translation>复制目标名称(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the iSCSI name of the target</source>
        <translation>复制目标的 iSCSI 名称</translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation>移除(&amp;F)…</translation>
    </message>
    <message>
        <source>Remove the target and its password from this computer</source>
        <translation>从本机移除目标及其密码</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Filter the list of targets</source>
        <translation>筛选目标列表</translation>
    </message>
    <message>
        <source>Close &amp;window</source>
        <translation>关闭窗口(&amp;W)</translation>
    </message>
    <message>
        <source>Close the window; sessions stay connected</source>
        <translation>关闭窗口；会话保持连接</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Quit; sessions stay connected</source>
        <translation>退出；会话保持连接</translation>
    </message>
    <message>
        <source>&amp;About Portolan</source>
        <translation>关于 Portolan(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Storage</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>目标(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>It is connected already.</source>
        <translation>它已经连接。</translation>
    </message>
    <message>
        <source>It is connecting already.</source>
        <translation>它已经在连接。</translation>
    </message>
    <message>
        <source>It is logging out.</source>
        <translation>它正在注销。</translation>
    </message>
    <message>
        <source>It is logging out already.</source>
        <translation>它已经在注销。</translation>
    </message>
    <message>
        <source>It is not connected.</source>
        <translation>它未连接。</translation>
    </message>
    <message>
        <source>Choose a target first.</source>
        <translation>请先选择目标。</translation>
    </message>
    <message>
        <source>The system connected it, not Portolan.</source>
        <translation>它由系统连接，而不是由 Portolan 连接。</translation>
    </message>
    <message>
        <source>No other program connected it.</source>
        <translation>它不是由其他程序连接的。</translation>
    </message>
    <message>
        <source>Log out first.</source>
        <translation>请先注销。</translation>
    </message>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Portolan 服务未运行。</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>您无权在本机上执行此操作。</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>将要求输入管理员密码。</translation>
    </message>
    <message>
        <source>Connect the chosen targets</source>
        <translation>连接所选目标</translation>
    </message>
    <message>
        <source>Choose one target only.</source>
        <translation>请只选择一个目标。</translation>
    </message>
    <message>
        <source>Storage &amp;servers…</source>
        <translation>存储服务器(&amp;S)…</translation>
    </message>
    <message>
        <source>Search known servers again, and see what is new or missing</source>
        <translation>再次搜索已知服务器，查看新增或缺失的内容</translation>
    </message>
    <message>
        <source>&amp;Passwords…</source>
        <translation>密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Which target has which name and password (CHAP)</source>
        <translation>各目标的名称和密码 (CHAP)</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>设置(&amp;E)…</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name, notifications, start</source>
        <translation>此计算机的发起端名称、通知、启动</translation>
    </message>
    <message>
        <source>Log in a&amp;ll</source>
        <translation>全部登录(&amp;L)</translation>
    </message>
    <message>
        <source>Connect all targets that are marked “at start”</source>
        <translation>连接所有标记为“启动时”的目标</translation>
    </message>
    <message>
        <source>Lo&amp;g out all…</source>
        <translation>全部注销(&amp;G)…</translation>
    </message>
    <message>
        <source>Disconnect all targets whose disks nobody uses</source>
        <translation>断开所有磁盘未被使用的目标</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>See what happened to all targets</source>
        <translation>查看所有目标发生的事情</translation>
    </message>
    <message>
        <source>Support &amp;report…</source>
        <translation>支持报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Everything a helper needs to know, without passwords</source>
        <translation>协助者需要了解的一切，不含密码</translation>
    </message>
    <message>
        <source>Nothing is connected.</source>
        <translation>没有任何连接。</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>内容(&amp;C)</translation>
    </message>
    <message>
        <source>What the words mean, and what to do</source>
        <translation>词语的含义以及操作方法</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Your own name for this target (empty: its iSCSI name is shown):</source>
        <translation>您为此目标取的名称（留空则显示其 iSCSI 名称）：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget “%1”?</source>
        <translation>要移除 “%1” 吗？</translation>
    </message>
    <message>
        <source>About Portolan</source>
        <translation>关于 Portolan</translation>
    </message>
    <message>
        <source>An iSCSI initiator for Linux: disks of a storage server, connected, watched and taken away safely.</source>
        <translation>Linux 的 iSCSI 发起程序：连接存储服务器的磁盘，持续监视，并安全移除。</translation>
    </message>
    <message>
        <source>Service: portoland %1</source>
        <translation>服务：portoland %1</translation>
    </message>
    <message>
        <source>Free software, GPL version 3 or later.</source>
        <translation>自由软件，GPL 第 3 版或更高版本。</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n connection(s)?</source>
        <translation>
            <numerusform>要移除 %n 个连接吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings and passwords are removed from this computer. Nothing changes on the server; you can add it again.</source>
        <translation>将从本机移除设置和密码。服务器上没有任何更改；您可以再次添加。</translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) forgotten.</source>
        <translation>
            <numerusform>已移除 %n 个目标。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is forgotten.</source>
        <translation>已移除“%1”。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>This link does not lead to storage.</source>
        <translation>此链接没有指向存储。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Mount a disk</source>
        <translation>挂载磁盘</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountForm</name>
    <message>
        <source>It is a part of an LVM volume group.</source>
        <translation>它是 LVM 卷组的一部分。</translation>
    </message>
    <message>
        <source>It is a part of a RAID.</source>
        <translation>它是 RAID 的一部分。</translation>
    </message>
    <message>
        <source>What is on it is encrypted (LUKS).</source>
        <translation>其中的内容已加密（LUKS）。</translation>
    </message>
    <message>
        <source>It is swap space.</source>
        <translation>它是交换空间。</translation>
    </message>
    <message>
        <source>It is one path of a multipath disk; use that disk.</source>
        <translation>它是多路径磁盘的一条路径；请使用那个磁盘。</translation>
    </message>
    <message>
        <source>There is something on it that cannot be mounted here: %1.</source>
        <translation>其中有无法在此挂载的内容：%1。</translation>
    </message>
    <message>
        <source>The disk is empty.</source>
        <translation>磁盘是空的。</translation>
    </message>
    <message>
        <source>There is a file system on it (%1), without a name.</source>
        <translation>其中有一个文件系统（%1），没有名称。</translation>
    </message>
    <message>
        <source>There is a file system on it (%1), named “%2”.</source>
        <translation>其中有一个文件系统（%1），名为“%2”。</translation>
    </message>
    <message>
        <source>It is divided into partitions.</source>
        <translation>它已划分为分区。</translation>
    </message>
    <message>
        <source>&amp;Keep what is on it and mount it</source>
        <translation>保留其中的内容并挂载(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Erase it and make a new file system</source>
        <translation>清除并创建新的文件系统(&amp;E)</translation>
    </message>
    <message>
        <source>Mount at every &amp;start in:</source>
        <translation>每次启动时挂载到(&amp;S)：</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>将要执行的操作</translation>
    </message>
    <message>
        <source>To erase it, t&amp;ype its name:</source>
        <translation>若要清除，请输入其名称(&amp;Y)：</translation>
    </message>
    <message>
        <source>ext4 suits nearly everything. exFAT and FAT are also read by other systems.</source>
        <translation>ext4 几乎适合所有用途。exFAT 和 FAT 也能被其他系统读取。</translation>
    </message>
    <message>
        <source>File managers show the disk under this name.</source>
        <translation>文件管理器以此名称显示该磁盘。</translation>
    </message>
    <message>
        <source>&amp;File system:</source>
        <translation>文件系统(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>标签(&amp;L)：</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The folder has to be a whole path, such as /mnt/data.</source>
        <translation>文件夹必须是完整路径，例如 /mnt/data。</translation>
    </message>
    <message>
        <source>“%1” exists and is not a folder.</source>
        <translation>“%1”已存在，但不是文件夹。</translation>
    </message>
    <message>
        <source>“%1” is not empty; mounting would hide what is in it. Choose another folder.</source>
        <translation>“%1”不是空的；挂载会遮住其中的内容。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>/etc/fstab uses “%1” for another disk already. Choose another folder.</source>
        <translation>/etc/fstab 已将“%1”用于另一个磁盘。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot take this label. It has at most %2 bytes and no special characters.</source>
        <translation>%1 不能使用此标签。标签最多 %2 字节，且不含特殊字符。</translation>
    </message>
    <message>
        <source>Everything on it would be lost: type “%1” to allow that.</source>
        <translation>其中的全部内容都会丢失：输入“%1”以允许。</translation>
    </message>
    <message>
        <source>UDisks does not know this disk yet.</source>
        <translation>UDisks 尚未识别此磁盘。</translation>
    </message>
    <message>
        <source>It is not formatted while something uses it: %1</source>
        <translation>有程序正在使用它，因此不会格式化：%1</translation>
    </message>
    <message>
        <source>The storage server allows only reading, so no file system can be made on it.</source>
        <translation>存储服务器只允许读取，因此无法在其上创建文件系统。</translation>
    </message>
    <message>
        <source>The disk is too small for a file system.</source>
        <translation>磁盘太小，无法容纳文件系统。</translation>
    </message>
    <message>
        <source>No program that makes file systems is installed here (e2fsprogs, xfsprogs, btrfs-progs, …).</source>
        <translation>这里没有安装可创建文件系统的程序（e2fsprogs、xfsprogs、btrfs-progs……）。</translation>
    </message>
    <message>
        <source>Nothing can be done with it here.</source>
        <translation>在这里无法对它进行任何操作。</translation>
    </message>
    <message>
        <source>It is divided into partitions; one of them, %1, can be mounted. %2</source>
        <translation>它已划分为分区；其中的 %1 可以挂载。%2</translation>
    </message>
    <message>
        <source>Looking at the disk…</source>
        <translation>正在查看磁盘…</translation>
    </message>
    <message>
        <source>Everything on %1 is erased and cannot be brought back.</source>
        <translation>%1 上的全部内容将被清除且无法恢复。</translation>
    </message>
    <message>
        <source>%1 gets the file system %2, named “%3”; you may write into it.</source>
        <translation>%1 将获得文件系统 %2，名为“%3”；您可以写入。</translation>
    </message>
    <message>
        <source>%1 gets the file system %2, named “%3”.</source>
        <translation>%1 将获得文件系统 %2，名为“%3”。</translation>
    </message>
    <message>
        <source>It is mounted at %1, as /etc/fstab says.</source>
        <translation>按 /etc/fstab 所述，将挂载到 %1。</translation>
    </message>
    <message>
        <source>A line in /etc/fstab mounts it at every start, when somebody looks into the folder. A start never waits for it.</source>
        <translation>/etc/fstab 中的一行使它在每次启动后、有人打开该文件夹时挂载。启动过程不会等待它。</translation>
    </message>
    <message>
        <source>It is mounted at %1 now.</source>
        <translation>现在将它挂载到 %1。</translation>
    </message>
    <message>
        <source>It is mounted in a folder below /media or /run/media, until it is disconnected.</source>
        <translation>将它挂载到 /media 或 /run/media 下的文件夹，直到断开连接。</translation>
    </message>
    <message>
        <source>&amp;Partition:</source>
        <translation>分区(&amp;P)：</translation>
    </message>
    <message>
        <source>It is divided into partitions. Choose the one to mount.</source>
        <translation>它已划分为分区。请选择要挂载的分区。</translation>
    </message>
    <message>
        <source>Of %1, the partition %2 is used.</source>
        <translation>使用 %1 的分区 %2。</translation>
    </message>
    <message>
        <source>The line in /etc/fstab that mounts what is erased at %1 is removed.</source>
        <translation>/etc/fstab 中将被清除的内容挂载到 %1 的那一行会被移除。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::MountPage</name>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Use this disk</source>
        <translation>使用此磁盘</translation>
    </message>
    <message>
        <source>What becomes of the disk</source>
        <translation>磁盘的处理方式</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Format and mount</source>
        <translation>格式化并挂载(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Mount</source>
        <translation>挂载(&amp;M)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Making the file system. This may take minutes on a large disk, and a password may be asked for.</source>
        <translation>正在创建文件系统。大磁盘可能需要几分钟，并且可能会要求输入密码。</translation>
    </message>
    <message>
        <source>Mounting…</source>
        <translation>正在挂载…</translation>
    </message>
    <message>
        <source>%1 is mounted at %2. You can use it now.</source>
        <translation>%1 已挂载到 %2。现在可以使用了。</translation>
    </message>
    <message>
        <source>Changing /etc/fstab. A password may be asked for.</source>
        <translation>正在更改 /etc/fstab。可能会要求输入密码。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::NodeSettingsDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>What new targets begin with</source>
        <translation>新目标的初始设置</translation>
    </message>
</context>
<context>
    <name>portolan::gui::NodeSettingsForm</name>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>If the target agrees</source>
        <translation>如果目标同意</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>When the computer starts</source>
        <translation>计算机启动时</translation>
    </message>
    <message>
        <source>Start and data plane</source>
        <translation>启动与数据平面</translation>
    </message>
    <message>
        <source>From the next login on</source>
        <translation>从下次登录起生效</translation>
    </message>
    <message>
        <source>Asked of the target</source>
        <translation>向目标提出的要求</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>立即生效</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>“%1” can be %2 %3.</source>
        <translation>“%1” 可为 %2 %3。</translation>
    </message>
    <message>
        <source>“%1” must not be more than “%2”.</source>
        <translation>“%1”不得大于“%2”。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Notifier</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>portolan::gui::OfferList</name>
    <message>
        <source>Addresses to choose from</source>
        <translation>可选的地址</translation>
    </message>
    <message>
        <source>%1
The Delete key takes it off this list.</source>
        <translation>%1
按 Delete 键可将其从此列表中移除。</translation>
    </message>
    <message>
        <source>Used before: %1</source>
        <translation>以前用过：%1</translation>
    </message>
    <message>
        <source>Used before: %1, %2</source>
        <comment>name, address</comment>
        <translation>以前用过：%1，%2</translation>
    </message>
    <message>
        <source>Known server: %1</source>
        <translation>已知的服务器：%1</translation>
    </message>
    <message>
        <source>Known server: %1, %2</source>
        <comment>name, address</comment>
        <translation>已知的服务器：%1，%2</translation>
    </message>
    <message>
        <source>On your network: %1</source>
        <translation>在您的网络中：%1</translation>
    </message>
    <message>
        <source>On your network: %1, %2</source>
        <comment>name, address</comment>
        <translation>在您的网络中：%1，%2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Overall</name>
    <message>
        <source>No connection to the Portolan service</source>
        <translation>没有与 Portolan 服务的连接</translation>
    </message>
    <message numerus="yes">
        <source>%n connected</source>
        <translation>
            <numerusform>%n 个已连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n 个正在连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reconnecting</source>
        <translation>
            <numerusform>%n 个正在重新连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is connected</source>
        <translation>没有任何连接</translation>
    </message>
    <message>
        <source>Read %1 · Write %2</source>
        <comment>rates</comment>
        <translation>读取 %1 · 写入 %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>状态：</translation>
    </message>
    <message>
        <source>Target name</source>
        <translation>目标名称</translation>
    </message>
    <message>
        <source>Target:</source>
        <translation>目标：</translation>
    </message>
    <message>
        <source>Portal:</source>
        <translation>门户：</translation>
    </message>
    <message>
        <source>Interface:</source>
        <translation>接口：</translation>
    </message>
    <message>
        <source>Data plane:</source>
        <translation>数据平面：</translation>
    </message>
    <message>
        <source>Authentication:</source>
        <translation>认证：</translation>
    </message>
    <message>
        <source>Connected by:</source>
        <translation>连接者：</translation>
    </message>
    <message>
        <source>Reconnects:</source>
        <translation>重新连接：</translation>
    </message>
    <message>
        <source>Session:</source>
        <translation>会话：</translation>
    </message>
    <message>
        <source>Last login:</source>
        <translation>上次登录：</translation>
    </message>
    <message>
        <source>Connect it whenever this computer starts</source>
        <translation>每次本机启动时连接</translation>
    </message>
    <message>
        <source>At start:</source>
        <translation>启动时：</translation>
    </message>
    <message>
        <source>This computer&apos;s initiator name</source>
        <translation>本机的发起程序名称</translation>
    </message>
    <message>
        <source>This computer:</source>
        <translation>本机：</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change interface or data plane</source>
        <translation>更改接口或数据平面</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>state, time</comment>
        <translation>%1，自 %2 起</translation>
    </message>
    <message>
        <source>next attempt at %1</source>
        <translation>下次尝试：%1</translation>
    </message>
    <message>
        <source>requests fail until it is back</source>
        <translation>在恢复之前请求会失败</translation>
    </message>
    <message>
        <source>%1, redirected to %2</source>
        <comment>address, address</comment>
        <translation>%1，重定向到 %2</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <comment>CHAP, algorithm</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1, password stored for “%2”</source>
        <comment>mutual CHAP, name</comment>
        <translation>%1，已为 “%2” 存储密码</translation>
    </message>
    <message>
        <source>No password is stored</source>
        <translation>没有存储密码</translation>
    </message>
    <message>
        <source>None since it was connected</source>
        <translation>连接以来没有重新连接</translation>
    </message>
    <message numerus="yes">
        <source>%n since it was connected</source>
        <translation>
            <numerusform>连接以来 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) in this outage</source>
        <translation>
            <numerusform>本次中断已尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; nobody brings it back if it breaks</source>
        <translation>%1；中断后没有程序恢复它</translation>
    </message>
    <message>
        <source>The firmware, to start this computer; it is never logged out</source>
        <translation>固件，用于启动本机；它从不注销</translation>
    </message>
    <message>
        <source>%1; from the next login on: %2</source>
        <comment>data planes</comment>
        <translation>%1；从下次登录起：%2</translation>
    </message>
    <message>
        <source>As the routing table decides</source>
        <translation>由路由表决定</translation>
    </message>
    <message>
        <source>ISID %1, TSIH %2, portal group %3</source>
        <translation>ISID %1，TSIH %2，门户组 %3</translation>
    </message>
    <message>
        <source>Health:</source>
        <translation>连接状况：</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n connections</source>
        <comment>address</comment>
        <translation>
            <numerusform>%1，%n 个连接</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::ParametersModel</name>
    <message>
        <source>The target did not agree to what was asked.</source>
        <translation>目标没有同意所请求的值。</translation>
    </message>
    <message>
        <source>differs from what was asked</source>
        <translation>与所请求的不同</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>请求值</translation>
    </message>
    <message>
        <source>Got</source>
        <translation>实际值</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ParametersPage</name>
    <message>
        <source>Negotiated parameters</source>
        <translation>协商的参数</translation>
    </message>
    <message>
        <source>Not connected: the parameters are agreed on at login.</source>
        <translation>未连接：参数在登录时协商。</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>更改(&amp;G)…</translation>
    </message>
    <message>
        <source>Change what is asked of this target, and its time limits</source>
        <translation>更改向此目标请求的值及其时间限制</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PasswordsDialog</name>
    <message>
        <source>Targets and their passwords</source>
        <translation>目标及其密码</translation>
    </message>
    <message>
        <source>&amp;Set…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>There are no targets yet.</source>
        <translation>尚无目标。</translation>
    </message>
    <message>
        <source>Passwords are kept encrypted by the service. Nobody is shown one, not even here.</source>
        <translation>密码由服务加密保存，不会向任何人显示，此处也不例外。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose a target first.</source>
        <translation>请先选择一个目标。</translation>
    </message>
    <message>
        <source>A login is being tried.</source>
        <translation>正在尝试登录。</translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation>替换(&amp;R)…</translation>
    </message>
    <message>
        <source>No password is stored.</source>
        <translation>未存储密码。</translation>
    </message>
    <message>
        <source>It is connected or connecting: the target knows this computer.</source>
        <translation>已连接或正在连接：目标认识此计算机。</translation>
    </message>
    <message>
        <source>The password is stored. It counts from the next login on.</source>
        <translation>密码已存储，从下次登录起生效。</translation>
    </message>
    <message>
        <source>Logging in to “%1” to test it…</source>
        <translation>正在登录“%1”进行测试…</translation>
    </message>
    <message>
        <source>“%1” accepted this computer.</source>
        <translation>“%1”接受了此计算机。</translation>
    </message>
    <message>
        <source>It is logged out again.</source>
        <translation>已再次注销。</translation>
    </message>
    <message>
        <source>It stays connected: something uses its disks already.</source>
        <translation>保持连接：其磁盘已被使用。</translation>
    </message>
    <message>
        <source>Remove the password for “%1”?</source>
        <translation>要移除“%1”的密码吗？</translation>
    </message>
    <message>
        <source>A target that asks for it refuses the next login. A running session goes on.</source>
        <translation>需要密码的目标将拒绝下次登录。正在运行的会话继续。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The password was removed.</source>
        <translation>密码已移除。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PasswordsModel</name>
    <message>
        <source>Stored for both directions</source>
        <translation>双向均已存储</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>Missing: the target asks for one</source>
        <translation>缺失：目标要求密码</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, the target is %2</source>
        <comment>names</comment>
        <translation>%1，目标为 %2</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>上次登录</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Password last used</source>
        <translation>密码上次使用</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Permitted</name>
    <message>
        <source>The Portolan service is not running.</source>
        <translation>Portolan 服务未运行。</translation>
    </message>
    <message>
        <source>You are not allowed to do this on this computer.</source>
        <translation>您无权在本机上执行此操作。</translation>
    </message>
    <message>
        <source>An administrator&apos;s password will be asked.</source>
        <translation>将要求输入管理员密码。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::PointTableModel</name>
    <message>
        <source>%1 (after a gap)</source>
        <translation>%1(间断之后)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
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
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作数</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Queue depth</source>
        <translation>队列深度</translation>
    </message>
    <message>
        <source>How much data is read and written each second</source>
        <translation>每秒读写多少数据</translation>
    </message>
    <message>
        <source>How many requests are done each second (IOPS)</source>
        <translation>每秒完成多少个请求(IOPS)</translation>
    </message>
    <message>
        <source>How long a request takes: on average, and the time within which 99 of 100 are done (p99)</source>
        <translation>一个请求需要多长时间:平均值，以及 100 个请求中 99 个能在其内完成的时间(p99)</translation>
    </message>
    <message>
        <source>How many requests are under way at the same time</source>
        <translation>同时有多少个请求正在进行</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>line of a graph</comment>
        <translation>读取</translation>
    </message>
    <message>
        <source>Write</source>
        <comment>line of a graph</comment>
        <translation>写入</translation>
    </message>
    <message>
        <source>Read p99</source>
        <comment>line of a graph</comment>
        <translation>读取 p99</translation>
    </message>
    <message>
        <source>Write p99</source>
        <comment>line of a graph</comment>
        <translation>写入 p99</translation>
    </message>
    <message>
        <source>Under way</source>
        <comment>line of a graph: requests</comment>
        <translation>进行中</translation>
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
        <translation>复制本机名称</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show what uses it</source>
        <translation>显示使用者</translation>
    </message>
    <message>
        <source>Change the interface</source>
        <translation>更改接口</translation>
    </message>
    <message>
        <source>Show the event</source>
        <translation>显示事件</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ResultPage</name>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>These disks are on this computer now. They stay connected when you close Portolan.</source>
        <translation>这些磁盘现已在本机上可用。关闭 Portolan 后它们仍保持连接。</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>“%1” is not connected.</source>
        <translation>“%1” 未连接。</translation>
    </message>
    <message>
        <source>LUN %1 is not usable: %2</source>
        <translation>LUN %1 不可用：%2</translation>
    </message>
    <message>
        <source>The target offers no disk to this computer.</source>
        <translation>目标没有向本机提供磁盘。</translation>
    </message>
    <message>
        <source>On the server, map a LUN to the target for this computer&apos;s initiator name. It appears here by itself.</source>
        <translation>请在服务器上为本机的发起程序名称将 LUN 映射到目标。它会自动出现在此处。</translation>
    </message>
    <message>
        <source>Its disks will appear in a moment.</source>
        <translation>其磁盘稍后就会出现。</translation>
    </message>
    <message>
        <source>It is connected now, but will not be after the next start.</source>
        <translation>它现已连接，但下次启动后不会自动连接。</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy path of %1</source>
        <translation>复制 %1 的路径</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open folder of %1</source>
        <translation>打开 %1 的文件夹</translation>
    </message>
    <message>
        <source>Format and mount…</source>
        <translation>格式化并挂载…</translation>
    </message>
    <message>
        <source>Mount…</source>
        <translation>挂载…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SecretEdit</name>
    <message>
        <source>Hide the password (Ctrl+H)</source>
        <translation>隐藏密码 (Ctrl+H)</translation>
    </message>
    <message>
        <source>Show the password (Ctrl+H)</source>
        <translation>显示密码 (Ctrl+H)</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SecretField</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Makes up a random password and shows it, to be set on the storage server too.</source>
        <translation>生成一个随机密码并显示出来；存储服务器上也须设置同样的密码。</translation>
    </message>
    <message>
        <source>Generate: %1</source>
        <translation>生成：%1</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>大写锁定已开启。</translation>
    </message>
    <message>
        <source>The same as the other password: the two must be different.</source>
        <translation>与另一个密码相同：两者必须不同。</translation>
    </message>
    <message>
        <source>Too short: it needs 12 characters or more.</source>
        <translation>太短：至少需要 12 个字符。</translation>
    </message>
    <message>
        <source>Weak: who listens on the network may guess it. Longer or more mixed is better.</source>
        <translation>较弱：在网络上窃听的人可能猜出它。更长或混合更多种字符会更好。</translation>
    </message>
    <message>
        <source>Good. Set the same on the storage server.</source>
        <translation>强度良好。请在存储服务器上设置相同的密码。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>强度良好。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ServersDialog</name>
    <message>
        <source>Storage servers</source>
        <translation>存储服务器</translation>
    </message>
    <message>
        <source>Targets of the chosen server</source>
        <translation>所选服务器的目标</translation>
    </message>
    <message>
        <source>&amp;Add storage…</source>
        <translation>添加存储(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>再次搜索(&amp;S)</translation>
    </message>
    <message>
        <source>Search a&amp;ll</source>
        <translation>全部搜索(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>No storage server was searched yet.</source>
        <translation>尚未搜索任何存储服务器。</translation>
    </message>
    <message>
        <source>The searches at this server found no target.</source>
        <translation>在此服务器上未找到目标。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Found at %1:</source>
        <translation>在 %1 上找到：</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Last search</source>
        <translation>上次搜索</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Remove the storage server “%1”?</source>
        <translation>要移除存储服务器“%1”吗？</translation>
    </message>
    <message>
        <source>It is not searched any more, and the password of its searches is removed. Its targets stay.</source>
        <translation>将不再搜索它，其搜索密码将被移除。其目标保留。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Search by &amp;itself</source>
        <translation>自动搜索(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;When I ask</source>
        <translation>仅按我的要求(&amp;W)</translation>
    </message>
    <message>
        <source>Every &amp;5 minutes</source>
        <translation>每 &amp;5 分钟</translation>
    </message>
    <message>
        <source>Every &amp;15 minutes</source>
        <translation>每 &amp;15 分钟</translation>
    </message>
    <message>
        <source>Every &amp;30 minutes</source>
        <translation>每 &amp;30 分钟</translation>
    </message>
    <message>
        <source>Every &amp;hour</source>
        <translation>每小时(&amp;H)</translation>
    </message>
    <message>
        <source>Every &amp;6 hours</source>
        <translation>每 &amp;6 小时</translation>
    </message>
    <message>
        <source>Every &amp;day</source>
        <translation>每天(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Every %1</source>
        <translation>每%1(&amp;E)</translation>
    </message>
    <message>
        <source>The service searches it again by itself, with or without this window. New targets are listed; none is connected and none is removed.</source>
        <translation>无论此窗口是否打开，服务都会自动再次搜索它。新目标会列出；不会连接也不会移除任何目标。</translation>
    </message>
    <message>
        <source>Add iS&amp;NS server…</source>
        <translation>添加 iSNS 服务器(&amp;N)…</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ServersModel</name>
    <message>
        <source>%1 through %2</source>
        <comment>server, interface</comment>
        <translation>%1，经由 %2</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Failed %1</source>
        <comment>moment</comment>
        <translation>%1失败</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 个新增</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n 个更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n 个缺失</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>无变化</translation>
    </message>
    <message>
        <source>Searched as “%1”</source>
        <translation>以“%1”身份搜索</translation>
    </message>
    <message>
        <source>Storage server</source>
        <translation>存储服务器</translation>
    </message>
    <message>
        <source>Last search</source>
        <translation>上次搜索</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>What it brought</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The password was last used %1</source>
        <comment>moment</comment>
        <translation>密码上次使用：%1</translation>
    </message>
    <message>
        <source>When you ask</source>
        <translation>按您的要求</translation>
    </message>
    <message>
        <source>Next search</source>
        <translation>下次搜索</translation>
    </message>
    <message>
        <source>iSNS server</source>
        <translation>iSNS 服务器</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SessionHealth</name>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <source>Unstable</source>
        <translation>不稳定</translation>
    </message>
    <message numerus="yes">
        <source>%n reconnect(s)</source>
        <translation>
            <numerusform>%n 次重新连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged transfer(s)</source>
        <translation>
            <numerusform>%n 次传输损坏</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without an answer</source>
        <translation>
            <numerusform>%n 个请求没有应答</numerusform>
        </translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation>往返 %1</translation>
    </message>
    <message>
        <source>no trouble in the last hour</source>
        <translation>最近一小时没有故障</translation>
    </message>
    <message>
        <source>%1 in the last hour</source>
        <comment>list of troubles</comment>
        <translation>最近一小时：%1</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SettingsDialog</name>
    <message>
        <source>Start in the &amp;tray when I log in</source>
        <translation>登录桌面时在托盘中启动(&amp;T)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>设置分组</translation>
    </message>
    <message>
        <source>&amp;Initiator name</source>
        <translation>发起端名称(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Desktop</source>
        <translation>桌面(&amp;D)</translation>
    </message>
    <message>
        <source>N&amp;otifications</source>
        <translation>通知(&amp;O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Targets marked “at start” are connected by the service, with or without this window.</source>
        <translation>标记为“启动时”的目标由服务连接，与此窗口无关。</translation>
    </message>
    <message>
        <source>Ask before</source>
        <translation>以下操作前询问</translation>
    </message>
    <message>
        <source>&amp;Forgetting a target</source>
        <translation>移除目标(&amp;F)</translation>
    </message>
    <message>
        <source>Removing a storage se&amp;rver</source>
        <translation>移除存储服务器(&amp;R)</translation>
    </message>
    <message>
        <source>Removing a &amp;password</source>
        <translation>移除密码(&amp;P)</translation>
    </message>
    <message>
        <source>Logging out of &amp;all targets</source>
        <translation>从所有目标注销(&amp;A)</translation>
    </message>
    <message>
        <source>Tell me when</source>
        <translation>在以下情况通知我</translation>
    </message>
    <message>
        <source>The connection under a disk in use is &amp;lost</source>
        <translation>使用中的磁盘连接断开(&amp;L)</translation>
    </message>
    <message>
        <source>It is &amp;back</source>
        <translation>连接恢复(&amp;B)</translation>
    </message>
    <message>
        <source>A login is &amp;refused</source>
        <translation>登录被拒绝(&amp;R)</translation>
    </message>
    <message>
        <source>A disk has become lar&amp;ger</source>
        <translation>磁盘变大(&amp;G)</translation>
    </message>
    <message>
        <source>A logout is &amp;held up by a disk in use</source>
        <translation>注销因磁盘占用而受阻(&amp;H)</translation>
    </message>
    <message>
        <source>Whatever is switched off here is still in the events of its target.</source>
        <translation>在此关闭的内容仍会记录在目标的事件中。</translation>
    </message>
    <message>
        <source>The start in the tray could not be changed.</source>
        <translation>无法更改托盘启动设置。</translation>
    </message>
    <message>
        <source>Show throughp&amp;ut in:</source>
        <translation>吞吐量单位(&amp;U)：</translation>
    </message>
    <message>
        <source>Ne&amp;w targets</source>
        <translation>新目标(&amp;W)</translation>
    </message>
    <message>
        <source>Targets that are found or added from now on begin with these settings. Those that are in the list already keep their own.</source>
        <translation>此后发现或添加的目标以这些设置开始。列表中已有的目标保留各自的设置。</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>更改(&amp;C)…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>setting, value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Tray icon in the colour of the pa&amp;nel</source>
        <translation>托盘图标使用面板的颜色(&amp;N)</translation>
    </message>
</context>
<context>
    <name>portolan::gui::SupportReportDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Support report</source>
        <translation>支持报告</translation>
    </message>
    <message>
        <source>This is everything that is saved or copied. Passwords are not in it; the names of targets and the addresses of servers are. Read it before you send it to somebody.</source>
        <translation>这就是将保存或复制的全部内容。其中不含密码，但包含目标名称和服务器地址。发送给他人之前请先阅读。</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>正在收集…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save the support report</source>
        <translation>保存支持报告</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation>无法保存报告。</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>已保存为“%1”。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetChoice</name>
    <message>
        <source>Targets found</source>
        <translation>找到的目标</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>门户</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Already connected</source>
        <translation>已经连接</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>The server names this address, but nothing answers there now. It can be chosen all the same.</source>
        <translation>服务器给出了这个地址，但目前那里没有响应。仍然可以选择它。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetDetails</name>
    <message>
        <source>Details of the target</source>
        <translation>目标的详细信息</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>概览(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Disks</source>
        <translation>磁盘(&amp;D)</translation>
    </message>
    <message>
        <source>Th&amp;roughput</source>
        <translation>吞吐量(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Parameters</source>
        <translation>参数(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>No target chosen</source>
        <translation>未选择目标</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetFeed</name>
    <message>
        <source>since %1</source>
        <translation>自 %1 起</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetList</name>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Filter targets</source>
        <translation>筛选目标</translation>
    </message>
    <message>
        <source>No target matches the filter.</source>
        <translation>没有与筛选条件匹配的目标。</translation>
    </message>
    <message>
        <source>Show targets by state</source>
        <translation>按状态显示目标</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>With problems</source>
        <translation>有问题</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TargetModel</name>
    <message>
        <source>%1 of %2 connected</source>
        <translation>%2 个中已连接 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n portal(s)</source>
        <translation>
            <numerusform>%n 个门户</numerusform>
        </translation>
    </message>
    <message>
        <source>portal %1</source>
        <translation>门户 %1</translation>
    </message>
    <message>
        <source>disks %1</source>
        <translation>磁盘 %1</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>读取 %1</translation>
    </message>
    <message>
        <source>writing %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>门户</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>column: rate</comment>
        <translation>读取</translation>
    </message>
    <message>
        <source>Write</source>
        <comment>column: rate</comment>
        <translation>写入</translation>
    </message>
</context>
<context>
    <name>portolan::gui::Text</name>
    <message>
        <source>today at %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>date, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>User space</source>
        <translation>用户空间</translation>
    </message>
    <message>
        <source>Chosen automatically</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>tomorrow at %1</source>
        <translation>明天 %1</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ThroughputGraph</name>
    <message>
        <source>Throughput graph</source>
        <translation>吞吐量图表</translation>
    </message>
    <message>
        <source>Nothing was measured in this time.</source>
        <translation>此时段没有测量数据。</translation>
    </message>
    <message>
        <source>Use the arrow keys to read values.</source>
        <translation>使用方向键读取数值。</translation>
    </message>
    <message>
        <source>Graph: %1</source>
        <translation>图表:%1</translation>
    </message>
    <message>
        <source>read %1, write %2</source>
        <comment>rate, rate</comment>
        <translation>读取 %1,写入 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>time, values</comment>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>Last: %1. Highest: %2.</source>
        <translation>最近:%1。最高:%2。</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>从 %1 到 %2。</translation>
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
        <translation>此目标</translation>
    </message>
    <message>
        <source>LUN %1</source>
        <translation>LUN %1</translation>
    </message>
    <message>
        <source>LUN %1: %2</source>
        <translation>LUN %1:%2</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>所有会话</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Save values</source>
        <translation>保存数值</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Table for other programs (*.csv)</source>
        <translation>供其他程序使用的表格 (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message>
        <source>“%1” could not be saved: %2.</source>
        <translation>无法保存“%1”:%2。</translation>
    </message>
    <message>
        <source>Choose another folder or free some space.</source>
        <translation>请选择其他文件夹或释放一些空间。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::ThroughputPanel</name>
    <message>
        <source>Throughput as a table</source>
        <translation>吞吐量表格</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 小时</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>显示最近 %1</translation>
    </message>
    <message>
        <source>Nothing was measured in this time.</source>
        <translation>这段时间没有测量数据。</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示什么</translation>
    </message>
    <message>
        <source>Of what it is shown</source>
        <translation>显示谁的数据</translation>
    </message>
    <message>
        <source>Zoom, units and export</source>
        <translation>缩放、单位和导出</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>Show latest</source>
        <translation>显示最新</translation>
    </message>
    <message>
        <source>Back to the latest values (Esc)</source>
        <translation>返回最新数值 (Esc)</translation>
    </message>
    <message>
        <source>Back to the latest values</source>
        <translation>返回最新数值</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Back to the latest values</source>
        <translation>返回最新数值(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Units</source>
        <translation>单位(&amp;U)</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>另存为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>Save as &amp;picture…</source>
        <translation>另存为图片(&amp;P)…</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TimelineWindow</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>portolan::gui::TrayIcon</name>
    <message>
        <source>Read %1 · Write %2</source>
        <comment>rates</comment>
        <translation>读取 %1 · 写入 %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Log out…</source>
        <translation>注销…</translation>
    </message>
    <message>
        <source>Add storage…</source>
        <translation>添加存储…</translation>
    </message>
    <message>
        <source>Open Portolan</source>
        <translation>打开 Portolan</translation>
    </message>
    <message>
        <source>Quit (sessions stay connected)</source>
        <translation>退出（会话保持连接）</translation>
    </message>
    <message>
        <source>Log in all</source>
        <translation>全部登录</translation>
    </message>
    <message>
        <source>Log out all…</source>
        <translation>全部注销…</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the window…</source>
        <translation>
            <numerusform>窗口中还有 %n 个…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>portolan::gui::UnavailablePage</name>
    <message>
        <source>Command that starts the service</source>
        <translation>启动服务的命令</translation>
    </message>
    <message>
        <source>Looking for the Portolan service…</source>
        <translation>正在查找 Portolan 服务…</translation>
    </message>
    <message>
        <source>The Portolan service has stopped</source>
        <translation>Portolan 服务已停止</translation>
    </message>
    <message>
        <source>Your disks stay connected. This window continues by itself when the service is back.</source>
        <translation>您的磁盘保持连接。服务恢复后，此窗口会自动继续。</translation>
    </message>
</context>
<context>
    <name>portolan::gui::UnmountDialog</name>
    <message>
        <source>Unmount a disk</source>
        <translation>卸载磁盘</translation>
    </message>
    <message>
        <source>What is not written yet is written, and the folder is empty afterwards. The target stays connected.</source>
        <translation>尚未写入的数据会被写入，之后该文件夹为空。目标保持连接。</translation>
    </message>
    <message>
        <source>&amp;Do not mount it at the next start either (removes its line from /etc/fstab)</source>
        <translation>下次启动时也不挂载（从 /etc/fstab 移除其所在行）(&amp;D)</translation>
    </message>
    <message>
        <source>Programs use it; close them first:</source>
        <translation>有程序正在使用它，请先关闭：</translation>
    </message>
    <message>
        <source>&amp;Unmount</source>
        <translation>卸载(&amp;U)</translation>
    </message>
    <message>
        <source>Unmounting. What is not written yet is written first; a password may be asked for.</source>
        <translation>正在卸载。会先写入尚未写入的数据；可能会要求输入密码。</translation>
    </message>
</context>
<context>
    <name>portolan::udisks::Failure</name>
    <message>
        <source>UDisks is missing here; it is what makes file systems and mounts them.</source>
        <translation>这里缺少 UDisks；创建和挂载文件系统要靠它。</translation>
    </message>
    <message>
        <source>UDisks does not answer, so nobody knows whether “%1” is as it should be.</source>
        <translation>UDisks 没有应答，因此无法知道“%1”是否正常。</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>“%1”已不存在。</translation>
    </message>
    <message>
        <source>You may not change “%1”.</source>
        <translation>您无权更改“%1”。</translation>
    </message>
    <message>
        <source>No password was given, so nothing more was done to “%1”.</source>
        <translation>没有输入密码，因此未对“%1”做进一步操作。</translation>
    </message>
    <message>
        <source>“%1” is in use.</source>
        <translation>“%1”正在使用中。</translation>
    </message>
    <message>
        <source>“%1” is mounted already.</source>
        <translation>“%1”已挂载。</translation>
    </message>
    <message>
        <source>“%1” is not mounted.</source>
        <translation>“%1”未挂载。</translation>
    </message>
    <message>
        <source>This computer cannot work with the file system of “%1”.</source>
        <translation>此计算机无法处理“%1”的文件系统。</translation>
    </message>
    <message>
        <source>“%1” can only be read.</source>
        <translation>“%1”是只读的。</translation>
    </message>
    <message>
        <source>“%1” is too small for a file system.</source>
        <translation>“%1”太小，无法容纳文件系统。</translation>
    </message>
    <message>
        <source>“%1” is not empty, and its name was not typed.</source>
        <translation>“%1”不是空的，而且没有输入它的名称。</translation>
    </message>
    <message>
        <source>“%1” is not what it was a moment ago; nothing was done to it.</source>
        <translation>“%1”与刚才不同了；未对它做任何操作。</translation>
    </message>
    <message>
        <source>Stopped. “%1” may hold half a file system now.</source>
        <translation>已停止。“%1”上现在可能有一个不完整的文件系统。</translation>
    </message>
    <message>
        <source>It did not work with “%1”.</source>
        <translation>对“%1”的操作没有成功。</translation>
    </message>
    <message>
        <source>Install the package udisks2, then come back to this page.</source>
        <translation>请安装软件包 udisks2，然后回到此页面。</translation>
    </message>
    <message>
        <source>Look whether the disk is connected, and restart udisks2.service if it stays silent.</source>
        <translation>请检查磁盘是否已连接；如果仍无应答，请重启 udisks2.service。</translation>
    </message>
    <message>
        <source>Look whether its target is still connected, and connect it again.</source>
        <translation>请检查其目标是否仍然连接，然后重新连接。</translation>
    </message>
    <message>
        <source>Ask an administrator of this computer to do it, or to allow it to you.</source>
        <translation>请让此计算机的管理员来做，或请其授权给您。</translation>
    </message>
    <message>
        <source>Try again and enter the password of an administrator.</source>
        <translation>请重试并输入管理员的密码。</translation>
    </message>
    <message>
        <source>The page Disks of its target names what uses it; end that, then try again.</source>
        <translation>其目标的“磁盘”页面列出了正在使用它的程序；结束它们后重试。</translation>
    </message>
    <message>
        <source>Open its folder; to format it, unmount it first.</source>
        <translation>打开它的文件夹；若要格式化，请先卸载。</translation>
    </message>
    <message>
        <source>There is nothing to unmount.</source>
        <translation>没有可卸载的内容。</translation>
    </message>
    <message>
        <source>Install its tools (e2fsprogs, xfsprogs, btrfs-progs, exfatprogs or dosfstools), or choose another file system.</source>
        <translation>请安装其工具（e2fsprogs、xfsprogs、btrfs-progs、exfatprogs 或 dosfstools），或选择其他文件系统。</translation>
    </message>
    <message>
        <source>Allow writing in the settings of the storage server, then connect again.</source>
        <translation>请在存储服务器的设置中允许写入，然后重新连接。</translation>
    </message>
    <message>
        <source>Make the disk larger on the storage server.</source>
        <translation>请在存储服务器上增大该磁盘。</translation>
    </message>
    <message>
        <source>Type the name of the disk if everything on it may be lost.</source>
        <translation>如果其中的全部内容都可以丢失，请输入磁盘名称。</translation>
    </message>
    <message>
        <source>Another computer may use it. Look at what is on it now, then decide again.</source>
        <translation>可能有另一台计算机在使用它。请查看其中现在的内容，然后重新决定。</translation>
    </message>
    <message>
        <source>The log of udisks2.service may say why.</source>
        <translation>udisks2.service 的日志可能说明原因。</translation>
    </message>
    <message>
        <source>UDisks says: %1</source>
        <translation>UDisks 的说明：%1</translation>
    </message>
    <message>
        <source>The file system of “%1” has errors.</source>
        <translation>“%1”的文件系统有错误。</translation>
    </message>
    <message>
        <source>Make a copy of what is on it, then let fsck mend it.</source>
        <translation>请先备份其中的内容，然后用 fsck 修复。</translation>
    </message>
</context>
</TS>
