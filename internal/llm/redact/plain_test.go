package redact

import "testing"

// TestSecrets: what nobody should write to a help desk is taken out, what staff need
// stays.
func TestSecrets(t *testing.T) {
	for in, want := range map[string]string{
		"mật khẩu của em là Abc@123456, cccd 001099012345, số thẻ 4111 1111 1111 1111": "mật khẩu của em là ••• cccd •••, số thẻ •••",
		"thẻ 4111-1111-1111-1111 và cmnd 123456789":                                    "thẻ ••• và cmnd •••",
		"4111111111111111": "•••",
		"001099012345":     "•••",
		"pass: hoacuc":     "pass: •••",
		"otp 123456":       "otp •••",
		"eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJTSzEifQ.abcdefghijk nè": "••• nè",
		"Bearer abc.def-ghi_123":                                 "Bearer •••",
		// no secrets
		"mst bên em 0312345678, stk 19033445":                   "mst bên em 0312345678, stk 19033445",
		"quên mật khẩu là gì ạ":                                 "quên mật khẩu là gì ạ",
		"số hotline 842471234567":                               "số hotline 842471234567",
		"sdt mk 0912345678 gọi ko đc":                           "sdt mk 0912345678 gọi ko đc",
		"gọi 0912 345 678, 02471234567 và 1900 1234":            "gọi 0912 345 678, 02471234567 và 1900 1234",
		"call-vn-1-7EOLB370OL-1751008322600":                    "call-vn-1-7EOLB370OL-1751008322600",
		"call vn 1 7EOLB370OL 1751008322600":                    "call vn 1 7EOLB370OL 1751008322600",
		"mã cuộc gọi 5f8d3f6a-1b2c-4d5e-8f90-123456789012":      "mã cuộc gọi 5f8d3f6a-1b2c-4d5e-8f90-123456789012",
		"AGENT_FROM_NOT_FOUND lúc 10h30 ngày 28/11/2026, 2 máy": "AGENT_FROM_NOT_FOUND lúc 10h30 ngày 28/11/2026, 2 máy",
		"tổng đài 1234567890123456 không phải thẻ":              "tổng đài 1234567890123456 không phải thẻ",
	} {
		if got := Secrets(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
