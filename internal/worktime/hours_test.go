package worktime

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func saigon(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

const office = "Mon-Fri 08:00-12:00,13:30-17:30; Sat 08:00-12:00; off 2026-01-01,2026-02-16..2026-02-20"

func parse(t testing.TB, s string) Hours {
	t.Helper()
	h, err := Parse(s, saigon(t))
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return h
}

func local(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, saigon(t))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestHoursNext(t *testing.T) {
	for _, c := range []struct{ name, hours, at, want string }{
		{"in the morning", office, "2025-06-23 08:00", "2025-06-23 08:00"},
		{"before work", office, "2025-06-23 07:59", "2025-06-23 08:00"},
		{"at the minute lunch begins", office, "2025-06-23 12:00", "2025-06-23 13:30"},
		{"at lunch", office, "2025-06-23 12:40", "2025-06-23 13:30"},
		{"in the evening", office, "2025-06-23 17:30", "2025-06-24 08:00"},
		{"on Saturday afternoon", office, "2025-06-28 14:00", "2025-06-30 08:00"},
		{"on a holiday", office, "2026-01-01 09:00", "2026-01-02 08:00"},
		{"in a run of holidays", office, "2026-02-14 13:00", "2026-02-21 08:00"},
		{"night shift, before midnight", "Fri 22:00-06:00", "2025-06-27 23:00", "2025-06-27 23:00"},
		{"night shift, after midnight", "Fri 22:00-06:00", "2025-06-28 05:59", "2025-06-28 05:59"},
		{"after the night shift", "Fri 22:00-06:00", "2025-06-28 06:00", "2025-07-04 22:00"},
		{"Vietnamese day names", "T2-T6 08:00-17:00; CN 09:00-10:00", "2025-06-28 09:00", "2025-06-29 09:00"},
		{"a week that wraps", "Sat-Mon 08:00-09:00", "2025-06-24 08:30", "2025-06-28 08:00"},
		{"until midnight", "Mon 20:00-24:00", "2025-06-23 23:59", "2025-06-23 23:59"},
		{"always", "", "2025-06-28 03:00", "2025-06-28 03:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, at := parse(t, c.hours), local(t, c.at)
			got := h.Next(at)
			if want := local(t, c.want); !got.Equal(want) {
				t.Errorf("Next(%s) = %s, want %s", c.at, got.In(saigon(t)), want)
			}
			if open, want := h.Open(at), c.at == c.want; open != want {
				t.Errorf("Open(%s) = %t, want %t", c.at, open, want)
			}
		})
	}
}

// TestWeek names the days on which staff are at work, those alike as one run.
func TestWeek(t *testing.T) {
	for _, c := range []struct{ hours, want string }{
		{office, "[{Monday Friday [08:00–12:00 13:30–17:30]} {Saturday Saturday [08:00–12:00]}]"},
		{"Sat-Mon 08:00-09:00", "[{Monday Monday [08:00–09:00]} {Saturday Sunday [08:00–09:00]}]"},
		{"Fri 22:00-06:00", "[{Friday Friday [22:00–00:00]} {Saturday Saturday [00:00–06:00]}]"},
		{"24/7", "[]"},
	} {
		if got := fmt.Sprint(parse(t, c.hours).Week()); got != c.want {
			t.Errorf("%q: got %s, want %s", c.hours, got, c.want)
		}
	}
}

func TestHoursAdd(t *testing.T) {
	for _, c := range []struct {
		name, at string
		d        time.Duration
		want     string
	}{
		{"within the interval", "2025-06-23 08:00", 15 * time.Minute, "2025-06-23 08:15"},
		{"over lunch", "2025-06-23 11:50", 15 * time.Minute, "2025-06-23 13:35"},
		{"from lunch", "2025-06-23 12:30", 15 * time.Minute, "2025-06-23 13:45"},
		{"over the night", "2025-06-23 17:20", 15 * time.Minute, "2025-06-24 08:05"},
		{"over Sunday", "2025-06-28 11:50", 30 * time.Minute, "2025-06-30 08:20"},
		{"over Tết", "2026-02-14 11:50", 30 * time.Minute, "2026-02-21 08:20"},
		{"to the very end", "2025-06-23 08:00", 4 * time.Hour, "2025-06-23 12:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := parse(t, office).Add(local(t, c.at), c.d), local(t, c.want); !got.Equal(want) {
				t.Errorf("Add(%s, %s) = %s, want %s", c.at, c.d, got.In(saigon(t)), want)
			}
		})
	}
}

func TestHoursKeepsLocalTimeWhenClocksChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	h, err := Parse("Mon-Sun 08:00-17:00", berlin)
	if err != nil {
		t.Fatal(err)
	}
	eve := time.Date(2025, 3, 29, 18, 0, 0, 0, berlin)
	if got, want := h.Next(eve), time.Date(2025, 3, 30, 8, 0, 0, 0, berlin); !got.Equal(want) {
		t.Errorf("Next over the change to summer time = %s, want %s", got, want)
	}
}

func TestHoursRefuses(t *testing.T) {
	for _, s := range []string{
		"Mon", "08:00-12:00", "Mon 8-12", "Mon 08:00", "Mon 08:00-08:00", "Mon 25:00-26:00", "Mon 08:60-09:00",
		"Foo 08:00-12:00", "Mon-Foo 08:00-12:00", "Mon 24:00-25:00", "Mon 24:00-08:00", "off 2026-01-01", "off", "Mon 08:00-09:00; off 2026-13-01",
		"Mon 08:00-09:00; off 2026-02-20..2026-02-16", "Mon 08:00-12:00 13:30-17:30", ";;",
	} {
		if _, err := Parse(s, time.UTC); err == nil {
			t.Errorf("Parse(%q) succeeded, want an error", s)
		}
	}
}

func TestHoursNeverOpenWithinAYear(t *testing.T) {
	h := parse(t, "Mon 08:00-09:00; off 2025-01-01..2027-12-31")
	at := local(t, "2025-06-23 08:30")
	if got := h.Next(at); !got.IsZero() {
		t.Errorf("Next = %s, want none", got)
	}
	if got, want := h.Add(at, time.Hour), at.Add(time.Hour); !got.Equal(want) {
		t.Errorf("Add = %s, want every hour counted: %s", got, want)
	}
}

func TestHoursProperties(t *testing.T) {
	h := parse(t, office)
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_800_000_000).Draw(t, "at"), 0)
		d := time.Duration(rapid.IntRange(0, 6000).Draw(t, "minutes")) * time.Minute
		next := h.Next(at)
		if next.Before(at) || !h.Open(next) {
			t.Fatalf("Next(%s) = %s: before, or not open", at, next)
		}
		if got := h.Add(at, d); got.Sub(at) < d {
			t.Fatalf("Add(%s, %s) = %s: less than the time asked for", at, d, got)
		}
		e := time.Duration(rapid.IntRange(0, 600).Draw(t, "more")) * time.Minute
		if h.Add(at, d+e).Before(h.Add(at, d)) {
			t.Fatalf("Add is not monotonic at %s, %s, %s", at, d, e)
		}
	})
}

func FuzzParseHours(f *testing.F) {
	f.Add(office)
	f.Add("T2-T7, CN 22:00-06:00")
	f.Add("Mon 08:00-24:00;off 2026-01-01..2026-01-02")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := Parse(s, time.UTC)
		if err != nil {
			return
		}
		at := time.Unix(1_750_000_000, 0)
		if next := h.Next(at); !next.IsZero() && next.Before(at) {
			t.Errorf("%q: Next went back to %s", s, next)
		}
		if got := h.Add(at, time.Hour); got.Sub(at) < time.Hour {
			t.Errorf("%q: Add(1h) = %s later", s, got.Sub(at))
		}
	})
}
