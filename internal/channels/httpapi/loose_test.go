package httpapi_test

import (
	"encoding/json"
	"testing"

	"hotro/internal/channels/httpapi"
)

func TestAnObjectIsReadWhateverItStandsIn(t *testing.T) {
	for raw, want := range map[string]string{
		`{"id":"1"}`:              "1|",
		`[{"id":"1"},{"id":"2"}]`: "1|",
		`["x",{"id":"1"}]`:        "1|",
		`"{\"id\":\"1\"}"`:        "1|",
		`"{x"`:                    "|{x",
		`"7"`:                     "|7",
		`7`:                       "|7",
		`["7","8"]`:               "|7",
		`[["7"]]`:                 "|",
		`[]`:                      "|",
		`null`:                    "|",
		`true`:                    "|",
		`{"id":{"a":1},"b":2}`:    "|",
	} {
		var v struct {
			ID httpapi.Word `json:"id"`
		}
		var alone httpapi.Word
		if err := httpapi.Object([]byte(raw), &v, &alone); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if got := string(v.ID + "|" + alone); got != want {
			t.Errorf("%s: got %q, want %q", raw, got, want)
		}
	}
}

func TestTheOddPartIsNamed(t *testing.T) {
	shapes := []httpapi.Shape{{Path: "", Kinds: "{"}, {Path: "m", Kinds: "{n"}, {Path: "m.text", Kinds: `"0`}, {Path: "m.list.*.p", Kinds: "{"}}
	for raw, want := range map[string]string{
		`{}`: "", `{"m":{"text":"x"}}`: "", `{"m":{"text":7}}`: "", `{"m":null}`: "",
		`[]`:                                "is a list",
		`{"m":"x"}`:                         "m is a string",
		`{"m":{"text":{}}}`:                 "m.text is an object",
		`{"m":{"text":false}}`:              "m.text is true or false",
		`{"m":{"text":null}}`:               "m.text is null",
		`{"m":{"list":[{"p":{}},{"p":1}]}}`: "m.list.*.p is a number",
		`{"m":{"list":"x"}}`:                "",
	} {
		if got := httpapi.Odd(json.RawMessage(raw), shapes...); got != want {
			t.Errorf("%s: got %q, want %q", raw, got, want)
		}
	}
}
