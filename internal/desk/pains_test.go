package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

// What users and staff of other desks complain about most, and the tests that
// keep it from happening here (those of topics are in package forum_test):
//
//   - the bot talks over staff: TestPainBotTalksOverStaff,
//     TestBothFrontsAgreeAndTheBotIsSilentWhilePeopleTalk
//   - a hand-off nobody is told of: TestPainSilentHandOff,
//     TestHandOffTellsNumberAndPlace, TestNewTicketGetsATopicWithACardAndWhatWasSaid
//   - no way back to the bot, a loop after the end: TestPainNoWayBack
//   - two take one ticket, a ticket stuck with somebody: TestClaimIsExclusive,
//     TestPainTicketStuckWithSomebodySilent, TestReleaseKeepsThePlace
//   - staff don't see a chat: TestPainStaffMissALine
//   - nobody online, lunch, escalation, reopening:
//     TestHandOffOutOfHoursTellsWhenPeopleAreBack, TestPainLunchBreak,
//     TestOverdueRemindsThenEscalatesAndTellsTheUserOnce, TestUserReopensWithinTheWindow
//   - doubles on retry: TestSayIsIdempotentByID, TestTheSameArrivalTwiceActsOnce
//   - order broken, lost on restart: TestPainRestartLosesNothing
//   - a deleted topic loses its user: TestDeletedTopicIsBuiltAgainWithItsHistory,
//     TestLenientServerThatIgnoresAWrongThreadIsNoticed
//   - flood limits of a forum: TestGroupLimitIsNeverHit, TestFloodWaitIsHonoured
//   - edits, albums and replies not mirrored: TestEditsAreMirroredBothWays,
//     TestFilesAndAlbumsGoBothWays, TestRepliesAreMirroredBothWays
//   - a reply that never arrived and nobody told: TestUndeliveredReplyIsShownInTheTopic

// due returns the user lane as a sender would get it now.
func (o *office) due() (store.Job, bool) {
	o.Helper()
	j, ok, err := o.store.NextOne(o.Context(), hoa.String(), store.LaneUser, o.now, time.Minute, []byte(`{"state":"dropped"}`))
	o.ok(err)
	return j, ok
}

// words reads what a queued reply says.
func (o *office) words(out store.Out) string {
	o.Helper()
	var m chat.Outgoing
	o.ok(json.Unmarshal(out.Body, &m))
	return m.Reply.Text
}

func TestPainBotTalksOverStaff(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.turn(func(r *record.Record) { r.Say(chat.Reply{Text: "bot nói chen"}) })
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	j, _ := o.due()
	for _, out := range j.Outs {
		if o.words(out) == "bot nói chen" {
			t.Error("the bot's words are sent although Lan has taken over")
		}
	}
	lines, err := o.Lines(t.Context(), hoa.String(), 1, 100)
	o.ok(err)
	for _, l := range lines {
		if l.Text == "bot nói chen" && l.Delivery.State != chat.Dropped {
			t.Errorf("the bot's words are %s, want dropped for staff to see", l.Delivery.State)
		}
	}
}

func TestPainSilentHandOff(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	j, ok := o.due()
	if !ok || len(j.Outs) != 1 {
		t.Fatalf("%d replies for Hoa, want the news that somebody was called", len(j.Outs))
	}
	_, ok, err := o.store.NextOne(t.Context(), hoa.String(), store.LaneDesk, o.now, time.Minute, nil)
	o.ok(err)
	if !ok {
		t.Error("staff's view is not marked: nobody is told")
	}
	queue, err := o.Queue(t.Context())
	o.ok(err)
	if len(queue) != 1 || queue[0].Number != 12 || queue[0].Unread == 0 {
		t.Errorf("queue %v, want ticket 12, unread", queue)
	}
}

func TestPainNoWayBack(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.ok(o.Return(t.Context(), hoa.String(), lan, "Anh thử lại giúp em", ""))
	o.wantState(chat.Returned, chat.HeldByBot)
	o.writes("cảm ơn em")
	o.wantState(chat.Returned, chat.HeldByBot)
	o.turn(func(r *record.Record) { o.Open(r, 13, desk.Details{Topic: "GET_USER_MEDIA_ERROR"}, 1) })
	if got := o.conv(); got.Ticket.Number != 13 || len(got.Past) != 1 || got.Past[0] != 12 {
		t.Errorf("ticket %d after %v, want 13 after 12", got.Ticket.Number, got.Past)
	}
	o.ok(o.Close(t.Context(), hoa.String(), lan, "", ""))
	o.passes(48 * time.Hour)
	o.writes("chào em")
	o.wantState(chat.Closed, chat.HeldByBot)
}

func TestPainTicketStuckWithSomebodySilent(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.passes(31 * time.Minute)
	if got := o.ticket(); !logged(got, desk.EvReminded) || !logged(got, desk.EvEscalated) {
		t.Errorf("Lan claimed and fell silent, and the log says only %v", got.Log)
	}
	o.ok(o.Transfer(t.Context(), hoa.String(), minh, minh, ""))
	if got := o.ticket().Holder.Name; got != "Minh" {
		t.Errorf("held by %s, want Minh, who took over", got)
	}
}

func TestPainStaffMissALine(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	for _, holder := range []string{"queue", "Lan"} {
		if holder == "Lan" {
			o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
		}
		j, ok, err := o.store.NextOne(t.Context(), hoa.String(), store.LaneDesk, o.now, time.Minute, nil)
		o.ok(err)
		if !ok {
			t.Fatal("the desk lane is not due")
		}
		_, err = o.store.Settle(t.Context(), j, o.now, store.Settlement{Sent: 1})
		o.ok(err)
		before := o.ticket().Unread
		o.writes("có ai không")
		if _, ok, err = o.store.NextOne(t.Context(), hoa.String(), store.LaneDesk, o.now, time.Minute, nil); err != nil || !ok {
			t.Errorf("held by %s: a line did not mark staff's view (%v)", holder, err)
		}
		if got := o.ticket().Unread; got != before+1 {
			t.Errorf("held by %s: %d unread, want %d", holder, got, before+1)
		}
		o.passes(2 * time.Minute) // the lease runs out
	}
}

func TestPainLunchBreak(t *testing.T) {
	o := newOffice(t)
	o.now = o.now.Add(2*time.Hour + 55*time.Minute) // 11:55
	o.asks(12)
	o.told()
	o.passes(90 * time.Minute) // 13:25, before people are back
	if got := o.ticket(); got.Reminded != 0 || len(o.told()) != 0 {
		t.Errorf("reminded %d times over lunch, want never", got.Reminded)
	}
	o.passes(16 * time.Minute) // 13:41: five minutes before lunch and eleven after
	if got := o.ticket(); got.Reminded != 1 {
		t.Errorf("reminded %d times, want once when 15 minutes of work have passed", got.Reminded)
	}
}

func TestPainRestartLosesNothing(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	for i := range 5 {
		_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: fmt.Sprint("câu ", i)}, "")
		o.ok(err)
	}
	o.restart()
	o.wantState(chat.Claimed, chat.HeldByStaff)
	j, ok := o.due()
	if !ok {
		t.Fatal("nothing waits for Hoa after the restart")
	}
	next := 0
	for _, out := range j.Outs {
		if o.words(out) == fmt.Sprint("câu ", next) {
			next++
		}
	}
	if next != 5 {
		t.Errorf("%d of Lan's lines wait in order, want 5", next)
	}
}

func TestEchoFromThePlatformsOwnAppSilencesTheBot(t *testing.T) {
	o := newOffice(t)
	echo := func(id string) {
		o.turn(func(r *record.Record) {
			o.Echo(r, chat.Incoming{From: hoa, Kind: chat.KindEcho, Text: "em trả lời trong app", Message: id, At: o.now}, 1)
		})
	}
	o.turn(func(r *record.Record) { r.Say(chat.Reply{Text: "bot nói chen"}) })
	echo("m1")
	if got := o.conv().Holder; got.Kind != chat.HeldByStaff {
		t.Errorf("held by %s, want staff", got.Kind)
	}
	if j, ok := o.due(); ok {
		t.Errorf("%d replies of the bot are still sent", len(j.Outs))
	}
	o.passes(20 * time.Minute)
	echo("m2")
	o.passes(20 * time.Minute)
	if got := o.conv().Holder.Kind; got != chat.HeldByStaff {
		t.Errorf("held by %s 20 minutes after the last answer, want staff", got)
	}
	o.passes(11 * time.Minute)
	if got := o.conv().Holder.Kind; got != chat.HeldByBot {
		t.Errorf("held by %s after half an hour of silence, want the bot", got)
	}
}

func TestEchoClaimsAndSilenceReturns(t *testing.T) {
	for _, c := range []struct {
		name, state string
		asks        bool
	}{{"answered", chat.Returned, false}, {"still asking", chat.Waiting, true}} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			o.asks(12)
			o.passes(time.Minute)
			o.turn(func(r *record.Record) {
				o.Echo(r, chat.Incoming{From: hoa, Text: "em đây", Message: "m1", At: o.now}, 1)
			})
			o.wantState(chat.Claimed, chat.HeldByStaff)
			if c.asks {
				o.passes(time.Minute)
				o.writes("anh vẫn chưa được")
			}
			o.passes(31 * time.Minute)
			if got := o.ticket().State; got != c.state {
				t.Errorf("ticket is %s, want %s", got, c.state)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	o.turn(o.Cancel)
	o.wantState(chat.Closed, chat.HeldByBot)
	o.wantTold("cancel", "hủy yêu cầu **#12**")
	o.writes("chào em")
	o.wantState(chat.Closed, chat.HeldByBot)

	o = newOffice(t)
	o.asks(12)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.turn(o.Cancel)
	o.wantState(chat.Claimed, chat.HeldByStaff)
	if !logged(o.ticket(), desk.EvCancelled) {
		t.Error("Lan is not told that Hoa needs no help any more")
	}
}

func TestEditOfALineThatWasNotSentYetBecomesACorrection(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	seq, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "sia"}, "")
	o.ok(err)
	o.ok(o.Edit(t.Context(), hoa.String(), lan, seq, "sai", "e1"))
	o.ok(o.Edit(t.Context(), hoa.String(), lan, seq, "sai", "e1"))
	j, _ := o.due()
	var texts []string
	for _, out := range j.Outs {
		texts = append(texts, o.words(out))
	}
	if n := len(texts); n < 2 || texts[n-2] != "sia" || texts[n-1] != "(Đính chính) sai" {
		t.Errorf("Hoa gets %q, want the words and one correction", texts)
	}
	lines, err := o.Lines(t.Context(), hoa.String(), seq, 1)
	o.ok(err)
	if lines[0].Text != "sia" || lines[0].Latest() != "sai" {
		t.Errorf("transcript keeps %q and %q, want both", lines[0].Text, lines[0].Edited)
	}
	if err := o.Edit(t.Context(), hoa.String(), lan, 1, "lời của Hoa", ""); !errors.Is(err, desk.ErrNotYours) {
		t.Errorf("editing Hoa's line: %v, want ErrNotYours", err)
	}
}

func TestWaitIsKnownOnlyFromEnoughPeople(t *testing.T) {
	o := newOffice(t)
	for i := range int64(6) {
		e, err := o.Wait(t.Context())
		o.ok(err)
		if known := e.Median > 0; known != (i >= 5) || e.Place != 1 {
			t.Errorf("after %d tickets the median is %s and the place %d", i, e.Median, e.Place)
		}
		o.turn(func(r *record.Record) { o.Open(r, i+1, desk.Details{Topic: fmt.Sprint("T", i)}, 0) })
		o.passes(4 * time.Minute)
		o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
		o.ok(o.Close(t.Context(), hoa.String(), lan, "", ""))
	}
	o.turn(func(r *record.Record) { o.Open(r, 9, desk.Details{Topic: "T9", Wait: 4 * time.Minute}, 3) })
	o.wantTold("busy queue", "còn 2 yêu cầu", "sau 4 phút")
}

func TestConfigFaultsAreReportedTogether(t *testing.T) {
	c := desk.Config{Hours: "Mon 8", Timezone: "Mars/Base", SLA: time.Millisecond, Reopen: time.Hour, Quiet: time.Hour, Silence: time.Hour, EscalationChat: "@leads"}
	err := c.Validate()
	for _, name := range []string{"DESK_TIMEZONE", "DESK_SLA", "DESK_SILENCE", "DESK_ESCALATION_CHAT"} {
		if err == nil || !contains(err.Error(), name) {
			t.Errorf("faults %v, want %s among them", err, name)
		}
	}
	good := desk.Config{Hours: hours, Timezone: "Asia/Ho_Chi_Minh", SLA: time.Minute, Reopen: time.Hour, Quiet: time.Hour, Silence: 72 * time.Hour}
	if err := good.Validate(); err != nil {
		t.Errorf("a good configuration: %v", err)
	}
}

func BenchmarkQueueOf1000(b *testing.B) {
	o := newOffice(b)
	for i := range int64(1000) {
		at := chat.Address{Channel: chat.Web, Bot: "w", Chat: fmt.Sprint(i)}
		snap, err := o.store.Load(b.Context(), at.String())
		o.ok(err)
		r, err := record.Open(snap, at, o.now)
		o.ok(err)
		r.Conv.User = chat.User{ID: fmt.Sprint(i), Name: fmt.Sprint("Khách ", i)}
		o.Open(r, i+1, handoff(), 0)
		ch, err := r.Change()
		o.ok(err)
		o.ok(o.store.Apply(b.Context(), snap, o.now, "", ch))
	}
	b.ResetTimer()
	for b.Loop() {
		q, err := o.Queue(b.Context())
		o.ok(err)
		if len(q) != 1000 {
			b.Fatalf("%d tickets, want 1000", len(q))
		}
	}
}
