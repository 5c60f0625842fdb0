package dialog_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"hotro/internal/dialog"
)

// filled sets every field of a struct, and of all in it, to something that is
// not zero, a different one each.
func filled(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(monday.Add(time.Duration(*n) * time.Second)))
	case v.Kind() == reflect.String:
		v.SetString("chữ <" + strings.Repeat("a", *n%7) + string(rune('0'+*n%10)) + ">")
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

// TestStateKeepsEverything holds the list of fields against the struct: one that
// is forgotten in it is lost between turns.
func TestStateKeepsEverything(t *testing.T) {
	var st dialog.State
	n := 0
	filled(reflect.ValueOf(&st).Elem(), &n)
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
		filled(reflect.ValueOf(&other).Elem().Field(i), &n)
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
