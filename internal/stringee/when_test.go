package stringee

import (
	"testing"
	"time"
)

func TestWhen(t *testing.T) {
	now := time.Date(2026, 3, 4, 15, 20, 0, 0, time.FixedZone("ICT", 7*3600))
	for s, want := range map[string]string{
		"lúc 9h sáng nay":       "2026-03-04 09:00",
		"9h15 ạ":                "2026-03-04 09:15",
		"14:30 hôm qua":         "2026-03-03 14:30",
		"khoảng 2 giờ chiều":    "2026-03-04 14:00",
		"15 phút trước":         "2026-03-04 15:05",
		"vừa xong":              "2026-03-04 15:20",
		"10h ngày 28/2":         "2026-02-28 10:00",
		"8h tối":                "2026-03-03 20:00",
		"23:59":                 "2026-03-03 23:59",
		"10:05 ngày 01/03/2026": "2026-03-01 10:05",
		"không nhớ":             "",
		"":                      "",
		"99h":                   "",
	} {
		at, ok := When(s, now)
		got := ""
		if ok {
			got = at.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("When(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzWhen(f *testing.F) {
	f.Add("9h sáng 31/12/9999")
	now := time.Date(2026, 3, 4, 15, 20, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := When(s, now); ok && at.After(now.AddDate(8000, 0, 0)) {
			t.Errorf("When(%q) = %s", s, at)
		}
	})
}
