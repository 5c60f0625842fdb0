package telegram

import (
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

// TestAFormIsReadBackAsItWas by anybody who reads forms.
func TestAFormIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.MapOfN(rapid.StringMatching("[a-z_]{1,8}"), rapid.OneOf(rapid.String(), rapid.Just("lỗi & <b>1+1=2</b>%20")), 0, 5).Draw(t, "params")
		got, err := url.ParseQuery(string(formOf(want)))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d parameters are read, want %d", len(got), len(want))
		}
		for k, v := range want {
			if got.Get(k) != v {
				t.Errorf("%s is read as %q, want %q", k, got.Get(k), v)
			}
		}
	})
}
