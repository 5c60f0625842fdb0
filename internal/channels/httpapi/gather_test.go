package httpapi_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels/httpapi"
)

func TestWhatAPersonCouldReadIsGathered(t *testing.T) {
	for name, c := range map[string]struct {
		raw, words string
		want       httpapi.Gathered
	}{
		"a file":        {`{"from":{"name":"Ted"},"file":{"url":"https://f.zdn.vn/1","name":"a.pdf","size":12}}`, "a.pdf|https://f.zdn.vn/1", httpapi.Gathered{URL: "https://f.zdn.vn/1", Name: "a.pdf", Size: "12"}},
		"a place":       {`{"location":{"latitude":10.79,"longitude":"106.78","name":"Quán"}}`, "Quán", httpapi.Gathered{Name: "Quán", Lat: "10.79", Lon: "106.78"}},
		"a nested card": {`{"card":{"body":{"title":"Bảng giá"},"href":"https://a.vn"},"title":"Tin"}`, "Tin|https://a.vn|Bảng giá", httpapi.Gathered{URL: "https://a.vn"}},
		"words inside":  {`{"text":{"value":"alo","id":"7"}}`, "alo", httpapi.Gathered{}},
		"nothing":       {`{"id":"1","x":[1,true,null]}`, "", httpapi.Gathered{}},
		"no JSON":       {`{"a":`, "", httpapi.Gathered{}},
	} {
		got := httpapi.Gather(json.RawMessage(c.raw), "from")
		if words := strings.Join(got.Words, "|"); words != c.words {
			t.Errorf("%s: got the words %q, want %q", name, words, c.words)
		}
		got.Words = nil
		if got.URL != c.want.URL || got.Name != c.want.Name || got.Size != c.want.Size || got.Lat != c.want.Lat || got.Lon != c.want.Lon {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
	deep := strings.Repeat(`{"a":`, 50) + `{"text":"x"}` + strings.Repeat("}", 50)
	many := `{"text":[` + strings.Repeat(`"x","y","z",`, 500) + `"` + strings.Repeat("q", 5000) + `"]}`
	if got := httpapi.Gather(json.RawMessage(deep)); len(got.Words) > 0 {
		t.Errorf("too deep: got %q", got.Words)
	}
	if got := httpapi.Gather(json.RawMessage(many)); !slices.Equal(got.Words, []string{"x", "y", "z"}) {
		t.Errorf("many: got %d words", len(got.Words))
	}
}
