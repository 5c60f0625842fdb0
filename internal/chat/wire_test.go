package chat_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/wire"
	"hotro/internal/wire/wiretest"
)

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
		wiretest.Fill(reflect.ValueOf(v).Elem(), &n)
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
