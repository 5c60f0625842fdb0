package stringee

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
)

func TestRowsAreReadInAnyOfTheirForms(t *testing.T) {
	got, err := parseLog(json.RawMessage(`{"totalCalls":"1","calls":[{"id":"call-vn-1-7EOLB370OL-1751008322600","project_id":575402,
		"from_user_id":null,"from_number":"%2B917488360879","to_number":"USER_ID","from_internal":false,"to_internal":1,
		"start_time":"1751008322600","answer_time":0,"stop_time":1751008422600,"participants":{}}]}`))
	if err != nil || len(got) != 1 {
		t.Fatalf("got %v, %v", got, err)
	}
	c := got[0]
	if c.From != "+917488360879" || c.Direction != "in" || !c.Answer.IsZero() || c.End.Sub(c.Start) != 100*time.Second {
		t.Errorf("got %+v", c)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(200, []byte(`{"r":0,"msg":"Success","data":{"rows":[{"id":"call-vn-1-N88JMCZ5ES-1751236617730","direction":1,"start_time":1751236747978,"agents":[{"name":"Lan"}],"end_call_reason":"USER_END_CALL"}]}}`))
	f.Add(200, []byte(`{"r":0,"message":"ok","data":{"calls":[{"id":1,"from_number":"%2B84","start_time":"9e99","answer_time":null}]}}`))
	f.Add(200, []byte(`{"r":"0","data":{"rows":[],"calls":[]}}`))
	f.Add(200, []byte(`{"r":12,"msg":"sort_order not allowed"}`))
	f.Add(500, []byte(`<html>`))
	f.Fuzz(func(t *testing.T, status int, raw []byte) {
		a, err := parse("/p", status, raw)
		if err != nil {
			if outcome(err) == "other" || outcome(err) == "ok" {
				t.Fatalf("error without a class: %v", err)
			}
			return
		}
		for _, read := range []func(json.RawMessage) ([]CallInfo, error){parseHistory, parseLog} {
			calls, err := read(a.Data)
			if err != nil && !errors.Is(err, ErrUnreadable) {
				t.Fatalf("got %v, want ErrUnreadable", err)
			}
			for _, c := range calls {
				checkShown(t, c)
			}
		}
		_, _ = choosePortal(a.Portals, "x")
		_ = newID(a)
	})
}

func checkShown(t *testing.T, c CallInfo) {
	t.Helper()
	for k, v := range c.Facts(time.UTC) {
		if len([]rune(v)) > 82 || strings.IndexFunc(v, unicode.IsControl) >= 0 {
			t.Fatalf("%s: %q does not fit a card", k, v)
		}
	}
}
