package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"hotro/internal/kb"
)

// TestEveryTopicToItsEndOnZalo walks the nine topics until a person is
// called: on the Official Account by button payloads and by typed numbers, on
// the Zalo bot by numbers.
func TestEveryTopicToItsEndOnZalo(t *testing.T) {
	t.Parallel()
	w := everywhere(t, nil)
	var wg sync.WaitGroup
	for i, tp := range topics(t) {
		for how, g := range map[string]*guest{
			"buttons": w.onOA(fmt.Sprint("b", i)), "numbers": w.onOA(fmt.Sprint("n", i)), "bot": w.onBot(fmt.Sprint("z", i)),
		} {
			wg.Go(func() {
				if err := g.walks(tp, i, how != "buttons"); err != nil {
					t.Errorf("%s by %s: %v", tp.ID, how, err)
				}
			})
		}
	}
	wg.Wait()
}

// walks goes through a topic, which is the n-th of the menu, until a person is
// called.
func (g *guest) walks(tp kb.Topic, n int, typed bool) error {
	g.says("menu")
	menu, err := g.next()
	if err != nil {
		return err
	}
	if c := menu.choices(); len(c) <= n {
		return fmt.Errorf("the menu offers %q", c)
	}
	if err := g.chooses(menu.choices()[n], true); err != nil { // ten choices: numbers on every Zalo
		return err
	}
	for range 30 {
		b, err := g.next()
		if err != nil {
			return err
		}
		if strings.Contains(b.text, "yêu cầu #") {
			return nil
		}
		if label := next(b.choices()); label != "" {
			if err := g.chooses(label, typed); err != nil {
				return err
			}
		}
	}
	return fmt.Errorf("%s: no person was called:\n%s", tp.ID, g.heard())
}
