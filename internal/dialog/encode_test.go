package dialog_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"hotro/internal/dialog"
	"hotro/internal/wire/wiretest"
)

// TestStateKeepsEverything holds the list of fields against the struct: one that
// is forgotten in it is lost between turns.
func TestStateKeepsEverything(t *testing.T) {
	var st dialog.State
	n := 0
	wiretest.Fill(reflect.ValueOf(&st).Elem(), &n)
	st.Place.Alike, st.Worked.Alike = false, false
	for i := range st.Back {
		st.Back[i].Alike, st.Heard[i].Place.Alike = false, false
	}
	data, err := dialog.AppendState(nil, &st)
	if err != nil {
		t.Fatal(err)
	}
	got, err := dialog.DecodeState(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, st) {
		t.Error("what is read back is another state")
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(st); err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimSpace(b.String()); string(data) != want {
		at := 0
		for at < len(want) && at < len(data) && want[at] == data[at] {
			at++
		}
		t.Errorf("from byte %d on it is written %.200s, want as the tags say %.200s", at, data[min(at, len(data)):], want[min(at, len(want)):])
	}
}

// TestWalksThatPlacesShare are written once, and a walk that differs in anything
// is another.
func TestWalksThatPlacesShare(t *testing.T) {
	stack := []dialog.Flow{{Topic: "A", Tried: []string{"x"}}, {Topic: "B"}}
	st := dialog.State{Place: dialog.Place{Screen: dialog.AtMenu, Stack: stack}, Back: []dialog.Place{
		{Screen: dialog.AtMenu, Stack: stack}, {Screen: dialog.AtStep}, {Screen: dialog.AtMenu, Stack: stack}, {Screen: dialog.AtOffer, Stack: stack},
	}}
	data, err := dialog.AppendState(nil, &st)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte(`"B"`)); n != 2 {
		t.Errorf("a walk that all places but one share is written %d times, want 2: %s", n, data)
	}
	got, err := dialog.DecodeState(data)
	if err != nil || !reflect.DeepEqual(got, st) {
		t.Errorf("read back %+v (%v), want %+v", got, err, st)
	}
	if st.Back[0].Stack == nil || st.Back[0].Alike {
		t.Errorf("writing changed the state: %+v", st.Back)
	}
	for i := range reflect.TypeFor[dialog.Flow]().NumField() {
		other := dialog.Flow{Topic: "A", Tried: []string{"x"}}
		n := i + 20
		wiretest.Fill(reflect.ValueOf(&other).Elem().Field(i), &n)
		st.Back = []dialog.Place{{Stack: []dialog.Flow{other, {Topic: "B"}}}}
		data, err := dialog.AppendState(nil, &st)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := dialog.DecodeState(data); err != nil || !reflect.DeepEqual(got.Back, st.Back) {
			t.Errorf("a walk that differs in %s is read back as %+v (%v), want %+v", reflect.TypeFor[dialog.Flow]().Field(i).Name, got.Back, err, st.Back)
		}
	}
}
