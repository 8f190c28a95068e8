"""Hourly readings as a supply company's platform exports them (示例数据), in GB18030, the same for the same arguments.

    python3 make_readings.py OUT.csv METERS HOURS

One row per meter and hour, in order of time as a platform writes them: 测点编号,用户名称,时间,累计流量(m³),瞬时流量(m³/h).
2,000 meters x 1,000 hours are 2,000,000 rows and about 100 MB.
"""
import datetime
import sys


def main(path, meters, hours):
    names = [f"SL{10000000 + 37 * i},示例用户{i:05d}号" for i in range(meters)]
    base = [100 + i * 7919 % 900 for i in range(meters)]  # litres per hour and meter, about
    index = [1000000 + i * 104729 % 90000000 for i in range(meters)]  # litres on the register
    start = datetime.datetime(2025, 1, 1)
    state = 20250101
    with open(path, "wb") as out:
        out.write("测点编号,用户名称,时间,累计流量(m³),瞬时流量(m³/h)\r\n".encode("gb18030"))
        encoded = [name.encode("gb18030") for name in names]
        for hour in range(hours):
            now = start + datetime.timedelta(hours=hour)
            stamp = f",{now.year}/{now.month}/{now.day} {now.hour}:00,".encode()
            rows = []
            for i in range(meters):
                state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
                flow = base[i] + (state >> 33) % 200
                index[i] += flow
                rows.append(b"%b%b%d.%03d,%d.%03d\r\n" % (encoded[i], stamp, index[i] // 1000, index[i] % 1000, flow // 1000, flow % 1000))
            out.write(b"".join(rows))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
