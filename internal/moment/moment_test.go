package moment

import (
	"testing"
	"time"
)

func TestWhen(t *testing.T) {
	now := time.Date(2026, 3, 4, 15, 20, 0, 0, time.FixedZone("ICT", 7*3600))
	for s, want := range map[string]string{
		"lúc 9h sáng nay":            "2026-03-04 09:00",
		"9h15 ạ":                     "2026-03-04 09:15",
		"14:30 hôm qua":              "2026-03-03 14:30",
		"khoảng 2 giờ chiều":         "2026-03-04 14:00",
		"15 phút trước":              "2026-03-04 15:05",
		"vừa xong":                   "2026-03-04 15:20",
		"10h ngày 28/2":              "2026-02-28 10:00",
		"8h tối":                     "2026-03-03 20:00",
		"23:59":                      "2026-03-03 23:59",
		"10:05 ngày 01/03/2026":      "2026-03-01 10:05",
		"không nhớ":                  "",
		"":                           "",
		"99h":                        "",
		"10h ngày 28/12":             "2025-12-28 10:00",
		"10h ngày 20/3":              "",
		"10h ngày 5 tháng 3":         "",
		"17:10 hôm nay 4/3":          "2026-03-04 17:10",
		"17:30 ngày 4/3":             "",
		"9h sáng mai":                "",
		"9h ngày mai":                "",
		"10h 25/12/2100":             "",
		"10h ngày 25/12/99":          "",
		"10:05 01/03/26":             "2026-03-01 10:05",
		"9h ngày 5 tháng 3 năm 2100": "",
		"chị Mai gọi lúc 9h":         "2026-03-04 09:00",
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

// TestATimeToCome is none at which a call can have failed.
func TestATimeToCome(t *testing.T) {
	now := time.Date(2026, 3, 4, 15, 20, 0, 0, time.FixedZone("ICT", 7*3600))
	for s, want := range map[string]bool{
		"9h sáng mai": true, "ngày mai": true, "25/12/2100": true, "năm 2100": true, "10h ngày 6/3/2026": true, "ngày 5 tháng 3 năm 2100": true, "17:30 4/3": true,
		"9h sáng nay": false, "23:59": false, "28/12": false, "hôm qua": false, "chị Mai 9h": false, "hồi sáng": false, "năm 2025": false, "vừa xong": false, "16h30 4/3": false, "": false,
	} {
		if got := ToCome(s, now); got != want {
			t.Errorf("ToCome(%q) = %v, want %v", s, got, want)
		}
	}
}

func FuzzWhen(f *testing.F) {
	f.Add("9h sáng 31/12/9999")
	now := time.Date(2026, 3, 4, 15, 20, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := When(s, now); ok && at.After(now.Add(2*time.Hour)) {
			t.Errorf("When(%q) = %s", s, at)
		}
	})
}
