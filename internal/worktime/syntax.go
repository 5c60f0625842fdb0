package worktime

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

func (h *Hours) section(s string) error {
	fields := strings.Fields(s)
	if strings.EqualFold(fields[0], "off") {
		return h.holidays(strings.Join(fields[1:], ""))
	}
	at := len(fields)
	for i, f := range fields {
		if strings.Contains(f, ":") {
			at = i
			break
		}
	}
	if at == 0 || at == len(fields) {
		return errors.New("want days and times, such as Mon-Fri 08:00-12:00,13:30-17:30")
	}
	week, err := parseDays(strings.Join(fields[:at], ""))
	if err != nil {
		return err
	}
	for span := range strings.SplitSeq(strings.Join(fields[at:], ""), ",") {
		iv, err := parseInterval(span)
		if err != nil {
			return err
		}
		h.add(week, iv)
	}
	return nil
}

func (h *Hours) add(week []time.Weekday, iv interval) {
	for _, d := range week {
		if iv.from < iv.to {
			h.week[d] = append(h.week[d], iv)
			continue
		}
		h.week[d] = append(h.week[d], interval{iv.from, dayMinutes})
		if iv.to > 0 {
			next := (d + 1) % 7
			h.week[next] = append(h.week[next], interval{0, iv.to})
		}
	}
}

const dayMinutes = 24 * 60

// weekday reads one name of a day, in English or Vietnamese.
func weekday(s string) (time.Weekday, bool) {
	switch s = strings.ToLower(s); s {
	case "cn":
		return time.Sunday, true
	case "t2", "t3", "t4", "t5", "t6", "t7":
		return time.Weekday(s[1] - '1'), true
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if s == name || s == name[:3] {
			return d, true
		}
	}
	return 0, false
}

func parseDays(s string) ([]time.Weekday, error) {
	var out []time.Weekday
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		a, ok := weekday(from)
		if !ok {
			return nil, fmt.Errorf("unknown day %q: use Mon … Sun or T2 … T7, CN", from)
		}
		if !isRange {
			out = append(out, a)
			continue
		}
		b, ok := weekday(to)
		if !ok {
			return nil, fmt.Errorf("unknown day %q: use Mon … Sun or T2 … T7, CN", to)
		}
		for d := a; ; d = (d + 1) % 7 {
			out = append(out, d)
			if d == b {
				break
			}
		}
	}
	return out, nil
}

func parseInterval(s string) (interval, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return interval{}, fmt.Errorf("times %q: want from-to, such as 08:00-12:00", s)
	}
	a, err := parseMinutes(from)
	if err != nil {
		return interval{}, err
	}
	b, err := parseMinutes(to)
	if err != nil {
		return interval{}, err
	}
	if a == b || a == dayMinutes {
		return interval{}, fmt.Errorf("times %q: the interval is empty", s)
	}
	return interval{a, b}, nil
}

func parseMinutes(s string) (int, error) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.ParseUint(hh, 10, 8)
	m, err2 := strconv.ParseUint(mm, 10, 8)
	if !ok || err1 != nil || err2 != nil || len(mm) != 2 || h > 24 || m > 59 || (h == 24 && m != 0) {
		return 0, fmt.Errorf("time %q: want hours and minutes, such as 08:30", s)
	}
	return int(h)*60 + int(m), nil
}

func (h *Hours) holidays(s string) error {
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "..")
		if !isRange {
			to = from
		}
		for _, d := range []string{from, to} {
			if _, err := time.Parse(time.DateOnly, d); err != nil {
				return fmt.Errorf("holiday %q: want a date such as 2026-01-01, or two joined by \"..\"", d)
			}
		}
		if to < from {
			return fmt.Errorf("holiday %q ends before it begins", part)
		}
		h.off = append(h.off, days{from, to})
	}
	return nil
}
