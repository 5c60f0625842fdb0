package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

// TestADemandForDeletionReachesStaffAndIsAnsweredOnce holds in every state of
// the request: staff see it in the line and in the ticket, the user hears once
// that it is passed on, and is asked for nothing.
func TestADemandForDeletionReachesStaffAndIsAnsweredOnce(t *testing.T) {
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
				o.arrives(chat.Incoming{ID: "2", Kind: chat.KindErase}, time.Second)
				said := strings.Join(o.takes(), "\n")
				if strings.Count(said, "xóa dữ liệu") != 1 || strings.Contains(said, "ghi thêm") || strings.Contains(said, "mã cuộc gọi") {
					t.Errorf("the user hears %q, want once that it is passed on and no more", said)
				}
				tk := o.conversation().Ticket
				logged := tk != nil && slices.ContainsFunc(tk.Log, func(e chat.Event) bool { return e.What == desk.EvErase })
				if !tk.Open() || tk.Why != "erase" && !logged {
					t.Errorf("the ticket is %+v, want one that says so", tk)
				}
			})
		})
	}
	line := chat.Line{By: chat.ByUser, Kind: chat.KindErase}
	if got := line.Shown(prompts.Must("vi")); !strings.Contains(got, "xóa dữ liệu") {
		t.Errorf("staff see %q", got)
	}
}
