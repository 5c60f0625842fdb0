package desk

import (
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// EchoStaff is the id under which answers typed in a platform's own app are
// held: the platform does not say who typed them.
func EchoStaff(channel string) string { return channel + ":app" }

// whyEcho: a ticket was opened because staff wrote in the platform's own app.
const whyEcho = "echo"

// OtherProgram notes a message that another program sent in the account's
// name, where staff see it. It is no person: the bot goes on.
func (l *Lifecycle) OtherProgram(r *record.Record, in chat.Incoming) {
	seq := r.Add(chat.Line{
		At: in.At, By: chat.ByNote, Name: l.staff.say.T("desk.other_program"), Via: in.From.Channel, Text: in.Text, Files: in.Files, Message: in.Message,
	})
	if in.Message != "" {
		r.Ref("user", in.Message, seq)
	}
	if r.Conv.Ticket.Open() {
		r.Touch()
	}
}

// Echo records an answer that staff typed in the platform's own app. It
// silences the bot like any answer by a person, and claims a waiting ticket, or
// opens one under number, so that all staff see who has the user and can end
// it; some time without another answer gives the conversation back.
func (l *Lifecycle) Echo(r *record.Record, in chat.Incoming, number int64) {
	name := in.User.Name
	if name == "" {
		name = l.staff.say.T("desk.app_staff")
	}
	who := Staff{ID: EchoStaff(in.From.Channel), Name: name}
	r.Conv.Echo = r.Now
	seq := r.Add(chat.Line{
		At: in.At, By: chat.ByStaff, Name: name, Via: in.From.Channel, Text: in.Text, Files: in.Files, Message: in.Message,
	})
	if in.Message != "" {
		r.Ref("user", in.Message, seq)
	}
	if t := r.Conv.Ticket; t.Open() {
		if t.State == chat.Waiting {
			l.assign(r, who)
		}
		r.Log(who.ID, who.Name, EvEcho, num(seq))
		l.markAnswered(r)
	} else {
		r.Hold(who.holder())
		l.open(r, number, Details{Why: whyEcho, First: seq})
		r.Log(who.ID, who.Name, EvEcho, num(seq))
		l.markAnswered(r)
	}
	if r.Conv.Holder.Staff == who.ID {
		r.Wake(TimerEcho, r.Now.Add(l.quiet), 0)
	}
}

// EchoUntil is when the bot gets its voice back that is silent because staff
// wrote in the platform's own app; zero when it is not.
func EchoUntil(c chat.Conversation) time.Time {
	if c.Holder.Staff != EchoStaff(c.Address.Channel) {
		return time.Time{}
	}
	for _, w := range c.Wakes {
		if w.Name == TimerEcho {
			return w.At
		}
	}
	return time.Time{}
}

// echoExpired releases a conversation held from the platform's own app: to the
// queue when the user is still waiting for an answer, else to the bot.
func (l *Lifecycle) echoExpired(r *record.Record) {
	held := r.Conv.Holder
	if held.Kind != chat.HeldByStaff || held.Staff != EchoStaff(r.Conv.Address.Channel) {
		return
	}
	if left := r.Conv.Echo.Add(l.quiet); left.After(r.Now) {
		r.Wake(TimerEcho, left, 0)
		return
	}
	switch t := r.Conv.Ticket; {
	case !t.Open():
		r.Hold(chat.Holder{Kind: chat.HeldByBot})
	case t.UserAt.After(t.StaffAt):
		r.Log(byBot, "", EvReleased, "")
		l.enqueue(r, EvReleased)
		l.promise(r, "desk.echo_over", 0, 0)
	default:
		r.Log(byBot, "", EvReturned, "")
		end(r, chat.Returned, "")
	}
}
