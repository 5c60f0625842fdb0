package reference_test

import (
	"strings"
	"testing"

	"hotro/internal/reference"
)

// A reference is read however its signs are typed, and written as it should be.
func TestReferencesTypedOtherwise(t *testing.T) {
	for _, c := range []struct{ form, line, want string }{
		{`AP-\d{6}-\d{4}`, "ap 240917 0031", "AP-240917-0031"},
		{`AP-\d{6}-\d{4}`, "đơn AP–240917–0031 ạ", "AP-240917-0031"},
		{`AP-\d{6}-\d{4}`, "mã đơn của em là ap240917-0031 nha", "AP-240917-0031"},
		{`AP-\d{6}-\d{4}`, "AP.240917.0031", "AP-240917-0031"},
		{`AP-\d{6}-\d{4}`, "AP-240917-31", ""},
		{`AP-\d{6}-\d{4}`, "ap 2409170031 5", "AP-240917-0031"},
		{`DH-?\d{6}`, "dh 123456", "DH123456"},
		{`DH-?\d{6}`, "dh – 123456", "DH-123456"},
		{`DH\d{6}`, "DH 123456", "DH123456"},
		{`(?:HD|KH)\d+`, "HD 12", ""},
		{`\d{10}`, "091 234 5678", ""},
	} {
		p, err := reference.NewPattern(c.form, nil)
		if err != nil {
			t.Fatal(err)
		}
		rest, found, _ := p.Cut(c.line)
		if got := strings.Join(found, " "); got != c.want {
			t.Errorf("%s in %q: got %q, want %q, rest %q", c.form, c.line, got, c.want, rest)
		}
	}
}
