package adviser_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotro/internal/adviser"
	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

// TestAModelIsExaminedWhenItIsFirstWanted: the first line finds no model, the
// lines after its exam do, and a slow one changes nothing.
func TestAModelIsExaminedWhenItIsFirstWanted(t *testing.T) {
	g := intenttest.Guide(t)
	o := newOracle(t, g)
	o.does["y chang hồi nãy"] = "Vẫn lỗi"
	line := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: "y chang hồi nãy"}, Reading: &intent.Reading{Result: intent.Result{Intent: intent.KindNone}}}
	q := dialog.Question{
		Words: "Anh/chị gọi lại được chưa ạ?", Answers: []dialog.Answer{{Verb: "ok", Label: "Gọi được rồi"}, {Verb: "no", Label: "Vẫn lỗi"}},
		Moves: []dialog.Move{dialog.MovePerson},
	}
	synctest.Test(t, func(t *testing.T) {
		slow := false
		m := llmtest.Wired(t, llm.Config{}, llmtest.Transport(func(asked llmtest.Question) llmtest.Reply {
			if slow {
				return llmtest.Reply{Hang: true}
			}
			return o.answer(asked)
		}))
		a := adviser.New(m, func() *kb.Guide { return g }, time.Now, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go a.Run(ctx)
		if h := a.Choose(ctx, "c", chat.User{}, line, q); h != nil {
			t.Errorf("before its exam: got %+v, want nothing", h)
		}
		synctest.Wait()
		if d := cmp.Diff(&dialog.Hint{Answer: "no"}, a.Choose(ctx, "c", chat.User{}, line, q)); d != "" {
			t.Errorf("after its exam (-want +got):\n%s", d)
		}
		slow = true
		line.Text = "hồi nãy sao giờ vậy"
		began := time.Now()
		if h := a.Choose(ctx, "c", chat.User{}, line, q); h != nil || time.Since(began) > 5*time.Second {
			t.Errorf("a model that hangs: got %+v after %s, want nothing within its time", h, time.Since(began))
		}
	})
}
