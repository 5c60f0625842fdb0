package chat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/wire"
)

// filled sets every field of a struct, and of all in it, to something that is
// not zero, a different one each.
func filled(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 3, 9, 9, 0, *n, 0, time.UTC)))
	case v.Type() == reflect.TypeFor[json.RawMessage]():
		v.SetBytes(fmt.Appendf(nil, `{"v":%d,"words":["a \"b\" \\","{"]}`, *n))
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprintf("chữ <%d>", *n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(*n))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	case v.Kind() == reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"hotline": "1900 9999", "agent": "Lan"}))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), n)
		}
	}
}

// TestWhatIsStoredKeepsEverything holds the lists of fields against the structs
// and their tags, filled and empty: a field that a list forgets is lost with the
// next write.
func TestWhatIsStoredKeepsEverything(t *testing.T) {
	for _, v := range []wire.Struct{
		&chat.Conversation{}, &chat.Line{}, &chat.Delivery{}, &chat.Incoming{}, &chat.Outgoing{}, &chat.Ticket{},
	} {
		name := reflect.TypeOf(v).Elem().Name()
		keeps(t, name+", empty", v)
		n := 0
		filled(reflect.ValueOf(v).Elem(), &n)
		keeps(t, name, v)
	}
}

func keeps(t *testing.T, name string, v wire.Struct) {
	t.Helper()
	data, err := chat.Encode(v)
	if err != nil {
		t.Fatal(err)
	}
	got := reflect.New(reflect.TypeOf(v).Elem())
	if err := chat.Decode(data, got.Interface().(wire.Struct)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Interface(), v) {
		t.Errorf("%s: read back\n%+v, want\n%+v", name, got.Elem(), reflect.ValueOf(v).Elem())
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimSpace(b.String()); string(data) != want {
		t.Errorf("%s: written\n%s, want as the tags say\n%s", name, data, want)
	}
}

// TestABrokenConversationIsAnError that says what could not be read.
func TestABrokenConversationIsAnError(t *testing.T) {
	var c chat.Conversation
	if err := chat.Decode([]byte(`{"epoch":"x"}`), &c); err == nil || !strings.Contains(err.Error(), "Conversation") {
		t.Errorf("error %v, want one that names the conversation", err)
	}
}
