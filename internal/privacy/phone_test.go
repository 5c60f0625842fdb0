package privacy_test

import (
	"testing"

	"hotro/internal/privacy"
)

func TestPhone(t *testing.T) {
	for in, want := range map[string]string{
		"0987654321": "0987654321", "0987 654 321": "0987654321", "+84 987-654.321": "0987654321", "84987654321": "0987654321",
		"0084987654321": "0987654321", "+84 (0)987 654 321": "0987654321", "987654321": "0987654321", "024 3939 3939": "02439393939",
		"1900 6750": "19006750", "12": "", "#12": "", "telegram:987654321": "", "0987": "", "771234567890123": "", "lan": "", "": "",
	} {
		if got := privacy.Phone(in); got != want {
			t.Errorf("Phone(%q): got %q, want %q", in, got, want)
		}
	}
}

// TestMask: what can be called is masked wherever it stands; hotlines, call IDs,
// moments and amounts are left.
func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"số em 0987 654 321, gọi giúp em":    "số em 098•••21, gọi giúp em",
		"+84 987-654.321 hoặc 0283.822.1234": "098•••21 hoặc 028•••34",
		"khách (0912) 345 678 gọi":           "khách (091•••78 gọi",
		`{"phone":"0987654321"}`:             `{"phone":"098•••21"}`,
		"2026-11-29 0987654321":              "2026-11-29 098•••21",
		"hotline 1900 6750 lỗi 10 lần":       "hotline 1900 6750 lỗi 10 lần",
		"call-vn-1-7EOLB370OL-1751008322530": "call-vn-1-7EOLB370OL-1751008322530",
		"2026-11-29T09:15:00.123456789Z":     "2026-11-29T09:15:00.123456789Z",
		"":                                   "",
	} {
		if got := privacy.Mask(in); got != want {
			t.Errorf("Mask(%q): got %q, want %q", in, got, want)
		}
	}
}
