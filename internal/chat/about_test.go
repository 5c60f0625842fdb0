package chat_test

import (
	"fmt"
	"maps"
	"testing"

	"hotro/internal/chat"
)

func TestWhereAUserWritesFromIsRemembered(t *testing.T) {
	var c chat.Conversation
	c.Learn(nil)
	c.Learn(map[string]string{"page": "https://a.vn/x", "claim": "lan@a.vn", "plan": "pro"})
	c.Learn(map[string]string{"page": "https://a.vn/y", "account": "lan@a.vn", "plan": ""})
	want := map[string]string{"page": "https://a.vn/y", "account": "lan@a.vn"}
	if !maps.Equal(c.About, want) {
		t.Errorf("got %v, want %v: the last page, and no claim of what is vouched for", c.About, want)
	}
	c.Learn(map[string]string{"claim": "minh@a.vn"})
	if c.About["claim"] != "minh@a.vn" || c.About["account"] != "lan@a.vn" {
		t.Errorf("got %v, want both: staff must see that the page says something else now", c.About)
	}
	for n := range 100 {
		c.Learn(map[string]string{fmt.Sprint("key", n): "v"})
	}
	c.Learn(map[string]string{"page": "https://a.vn/z"})
	if len(c.About) > 24 || c.About["page"] != "https://a.vn/z" {
		t.Errorf("got %d keys and page %s, want at most 24 and the last page", len(c.About), c.About["page"])
	}
}
