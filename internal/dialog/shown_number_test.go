package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestTheNumberThatACustomerSees is in no document, which is said; one that is not found
// is another matter.
func TestTheNumberThatACustomerSees(t *testing.T) {
	for line, shown := range map[string]bool{
		"gọi đi mà bên khách hiện số lạ":              true,
		"số hiển thị bị nhầm của công ty khác":        true,
		"the caller id is wrong":                      true,
		"nó báo không thấy số hotline, khách khác ok": false,
		"khách thấy số tổng đài mà không nghe máy":    false,
	} {
		tk, o := says(t, line)
		got := o.Kind == chat.TurnOutside && (strings.Contains(said(o), "một số khác") || strings.Contains(said(o), "another number")) && tk.st.Place.Screen == dialog.AtOffer
		if got != shown {
			t.Errorf("%q: got %q (%s), want the number shown: %v", line, o.Kind, said(o), shown)
		}
	}
}
