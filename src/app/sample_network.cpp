#include "app/sample_files.h"

namespace shuiheng::app {

/// Two sources, a pump, a tank, five loops; demands in L/s.
std::string sampleNetwork() {
    return R"inp([TITLE]
Sample network (示例数据): every value is made up

[JUNCTIONS]
;ID   Elevation Demand Pattern
J01   1358  0.0  DAY
J02   1356  2.1  DAY
J03   1354  2.6  DAY
J04   1352  1.8  DAY
J05   1351  3.2  DAY
J06   1353  2.4  DAY
J07   1349  2.0  DAY
J08   1348  3.6  DAY
J09   1350  1.7  DAY
J10   1347  2.9  DAY
J11   1346  2.2  DAY
J12   1345  1.5  DAY
J13   1344  4.1  DAY
J14   1343  3.8  DAY
J15   1342  2.3  DAY
J16   1341  5.6  PARK
J17   1340  4.9  PARK
J18   1339  3.1  PARK
J19   1346  1.2  DAY
J20   1344  0.9  DAY

[RESERVOIRS]
;ID   Head
R1    1345
R2    1388

[TANKS]
;ID   Elevation InitLevel MinLevel MaxLevel Diameter MinVol
T1    1380  3.0  0.5  5.0  18  0

[PIPES]
;ID   From To   Length Diameter Roughness MinorLoss Status
P01   J01  J02  420  300  120  0  Open
P02   J02  J03  380  250  120  0  Open
P03   J03  J04  350  200  118  0  Open
P04   J04  J05  410  200  118  0  Open
P05   J02  J06  330  250  120  0  Open
P06   J06  J07  360  200  118  0  Open
P07   J07  J08  300  200  118  0  Open
P08   J03  J07  340  150  115  0  Open
P09   J05  J08  520  150  115  0  Open
P10   J06  J09  310  200  118  0  Open
P11   J09  J10  370  200  118  0  Open
P12   J08  J10  330  150  115  0  Open
P13   J10  J11  290  200  118  0  Open
P14   J11  J12  260  150  115  0  Open
P15   J12  J13  310  150  115  0  Open
P16   J10  J13  400  150  115  0  Open
P17   J13  J14  350  200  118  0  Open
P18   J14  J15  330  200  118  0  Open
P19   J15  J16  640  200  118  0  Open
P20   J16  J17  380  200  118  0  Open
P21   J17  J18  360  150  115  0  Open
P22   J15  J18  720  150  115  0  Open
P23   J11  J19  280  100  110  0  Open
P24   J19  J20  260  100  110  0  Open
P25   J20  J12  240  100  110  0  Open
P26   J09  T1   450  250  120  0  Open
P27   R2   J14  900  200  120  0  Open

[PUMPS]
;ID   From To  Parameters
PU1   R1   J01 HEAD C1

[CURVES]
;ID   Flow Head
C1    45   50

[PATTERNS]
DAY   0.55 0.50 0.48 0.48 0.52 0.70 1.00 1.35 1.40 1.20 1.10 1.12
DAY   1.25 1.15 1.02 0.98 1.05 1.25 1.45 1.42 1.22 1.00 0.82 0.68
PARK  0.80 0.80 0.80 0.80 0.80 0.90 1.05 1.15 1.20 1.20 1.20 1.15
PARK  1.10 1.15 1.20 1.20 1.15 1.05 0.95 0.90 0.85 0.85 0.80 0.80

[TIMES]
Duration           24:00
Hydraulic Timestep 1:00
Pattern Timestep   1:00
Report Timestep    1:00

[OPTIONS]
Units     LPS
Headloss  H-W
Trials    40
Accuracy  0.0001

[COORDINATES]
;ID   X        Y
R1    110.0400 41.0420
R2    110.0960 41.0190
T1    110.0560 41.0460
J01   110.0430 41.0410
J02   110.0470 41.0400
J03   110.0510 41.0390
J04   110.0550 41.0380
J05   110.0590 41.0360
J06   110.0480 41.0370
J07   110.0520 41.0350
J08   110.0570 41.0330
J09   110.0500 41.0340
J10   110.0560 41.0300
J11   110.0600 41.0290
J12   110.0640 41.0270
J13   110.0680 41.0260
J14   110.0740 41.0230
J15   110.0800 41.0200
J16   110.0880 41.0150
J17   110.0940 41.0120
J18   110.0920 41.0170
J19   110.0620 41.0310
J20   110.0660 41.0300

[END]
)inp";
}

}  // namespace shuiheng::app
