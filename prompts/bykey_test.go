package prompts

import (
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestByKey keeps what was made of each key, however many there are and whoever asks.
func TestByKey(t *testing.T) {
	var k ByKey[string]
	keys := []string{"", "a", "b", "1234567", "12345678", "123456789"}
	for i := range 300 {
		keys = append(keys, strings.Repeat("long_", 6)+strconv.Itoa(i)+"_words")
	}
	if _, ok := k.Of("a"); ok {
		t.Error("an empty one knows a key")
	}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for _, key := range keys {
				k.Keep(key, func(was string) string { return was + "=" + key })
			}
		})
	}
	all.Wait()
	for _, key := range keys {
		if got, ok := k.Of(key); !ok || got != "="+key+"="+key {
			t.Errorf("of %q it knows %q, %v", key, got, ok)
		}
	}
	if got, ok := k.Of("another"); ok {
		t.Errorf("of what nobody kept it knows %q", got)
	}
}
