package bot_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

// TestADemandForDeletionIsDecidedInEveryState: the user is asked back, a yes
// decides it with last words, the ticket ends; what comes as decided is decided
// without a word.
func TestADemandForDeletionIsDecidedInEveryState(t *testing.T) {
	human := func(o *office) {
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindButton, Data: "human"}, time.Second)
	}
	for name, before := range map[string]func(*office){
		"no ticket":           func(*office) {},
		"a ticket that waits": human,
		"a person talks": func(o *office) {
			human(o)
			if err := o.desk.Claim(o.Context(), o.at.String(), desk.Staff{ID: "web:lan", Name: "Lan"}, ""); err != nil {
				o.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			atWork(t, func(o *office) {
				before(o)
				o.takes()
				o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "xóa dữ liệu của em"}, time.Second)
				if said := strings.Join(o.takes(), "\n"); !strings.Contains(said, "không khôi phục được") || o.conversation().Erase != nil {
					t.Errorf("the user hears %q and it is decided %v, want to be asked", said, o.conversation().Erase)
				}
				o.arrives(chat.Incoming{ID: "3", Kind: chat.KindButton, Data: "erase:yes"}, time.Second)
				said, c := strings.Join(o.takes(), "\n"), o.conversation()
				if !strings.Contains(said, "xóa toàn bộ dữ liệu") || c.Erase == nil || c.Erase.By != chat.ErasedByUser || c.Erase.Last == 0 {
					t.Errorf("the user hears %q, and it is decided %+v", said, c.Erase)
				}
				if c.Ticket.Open() {
					t.Errorf("the ticket is %+v, want it ended", c.Ticket)
				}
			})
			atWork(t, func(o *office) {
				before(o)
				o.takes()
				o.arrives(chat.Incoming{ID: "2", Kind: chat.KindErase}, time.Second)
				if said := o.takes(); len(said) > 0 || o.conversation().Erase == nil {
					t.Errorf("decided elsewhere: the user hears %q, decided %v", said, o.conversation().Erase)
				}
			})
		})
	}
	line := chat.Line{By: chat.ByUser, Kind: chat.KindErase}
	if got := line.Shown(prompts.Must("vi")); !strings.Contains(got, "xóa dữ liệu") {
		t.Errorf("staff see %q", got)
	}
}
