package telegram

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestAPressReadInOnePassIsTheSame holds every update there is, whole and with a
// part of another type than documented, to what json.Unmarshal makes of it.
func TestAPressReadInOnePassIsTheSame(t *testing.T) {
	b, presses := offline(t), 0
	for _, u := range updates(t) {
		for _, raw := range append(otherTypes(t, []byte(u.Update)), []byte(u.Update)) {
			fast, ok := readPress(raw)
			if !ok {
				continue
			}
			presses++
			var slow update
			if _, err := oddField(json.Unmarshal(raw, &slow)); err != nil {
				t.Fatal(err)
			}
			want, err := b.arrived(&slow, raw)
			if err != nil || slow.ID != fast.ID || slow.incomplete() {
				t.Errorf("%s: is read in one pass as update %d; want %v", raw, fast.ID, err)
			}
			if got := b.press(fast.Callback); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: is read in one pass as\n%+v\nwant\n%+v", raw, got, want)
			}
		}
	}
	if presses < 20 {
		t.Errorf("%d updates are presses read in one pass, want 20 or more", presses)
	}
}

// otherTypes is a press with each of its parts in turn left out, null, a number,
// a string and a list.
func otherTypes(t *testing.T, raw []byte) (all [][]byte) {
	var u map[string]map[string]any
	if json.Unmarshal(raw, &u); u["callback_query"] == nil {
		return nil
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var visit func(node map[string]any)
	visit = func(node map[string]any) {
		for key, value := range node {
			for _, other := range []any{nil, 7, "7", []any{}, map[string]any{}, 1.5, true} {
				node[key] = other
				changed, err := json.Marshal(tree)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, changed)
			}
			node[key] = value
			if inner, ok := value.(map[string]any); ok {
				visit(inner)
			}
		}
	}
	visit(tree)
	return all
}
