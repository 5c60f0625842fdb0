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
