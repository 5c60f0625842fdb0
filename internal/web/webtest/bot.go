package webtest

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain values: always encode
	}
	return b
}

func (w *World) nudge(conv string) {
	select {
	case w.wake <- conv:
	default:
	}
}

// run takes turns and delivers, one conversation after another; those that
// were not ready when they were named come up again a moment later.
func (w *World) run(ctx context.Context) {
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	busy := map[string]time.Time{}
	for {
		select {
		case <-ctx.Done():
			return
		case conv := <-w.wake:
			busy[conv] = time.Now()
		case <-again.C:
		}
		for conv, since := range busy {
			err := errors.Join(w.turn(ctx, conv), w.deliver(ctx, conv))
			if errors.Is(err, store.ErrFenced) {
				continue // staff were faster: once more
			}
			if err != nil && ctx.Err() == nil {
				w.T.Errorf("the test's bot: %v", err)
			}
			if time.Since(since) > time.Second {
				delete(busy, conv)
			}
		}
	}
}

const lease = time.Minute

func (w *World) turn(ctx context.Context, conv string) error {
	l, ok, err := w.Store.TakeOne(ctx, conv, time.Now(), lease)
	if err != nil || !ok {
		return err
	}
	at, err := chat.ParseAddress(conv)
	if err != nil {
		return err
	}
	r, err := record.Open(l.Snapshot, at, time.Now())
	if err != nil {
		return err
	}
	for _, it := range l.Items {
		var in chat.Incoming
		if err := json.Unmarshal(it.Body, &in); err != nil {
			return err
		}
		if err := w.answer(ctx, r, in); err != nil {
			return err
		}
	}
	ch, err := r.Change()
	if err != nil {
		return err
	}
	_, err = w.Store.Commit(ctx, l, time.Now(), ch)
	return err
}

// menu is what the bot offers.
var menu = []chat.Choice{
	{Data: "t:FROM_NUMBER_NOT_FOUND", Label: "Không tìm thấy số gọi ra"},
	{Data: "t:CALL_ENDS_IMMEDIATELY", Label: "Cuộc gọi bị ngắt ngay"},
	{Data: "t:AGENT_NOT_ALLOW", Label: "Chưa được cấp quyền gọi"},
	{Data: "human", Label: "Gặp nhân viên"},
}

// answer is the whole of the bot: it greets, gives a step, fetches a person.
func (w *World) answer(ctx context.Context, r *record.Record, in chat.Incoming) error {
	seq := r.Hear(in)
	w.Desk.Lifecycle.Heard(r, in, seq)
	low := strings.ToLower(in.Text)
	switch {
	case r.Conv.Holder.Kind == chat.HeldByStaff:
	case in.Kind == chat.KindStart && in.Data != "":
		r.Say(chat.Reply{Text: "Dạ anh/chị đang gặp lỗi " + in.Data + " ạ."})
	case in.Kind == chat.KindStart:
		r.Say(chat.Reply{Text: "Dạ em chào anh/chị, em là trợ lý hỗ trợ tổng đài Stringee.\nAnh/chị đang gặp lỗi gì khi gọi ạ?", Choices: menu})
	case strings.HasPrefix(in.Data, desk.DataRate):
		r.Say(chat.Reply{Text: "Em cảm ơn anh/chị đã đánh giá ạ."})
	case in.Data == "human", strings.Contains(low, "nhân viên"):
		n, err := w.Store.Count(ctx, "ticket")
		if err != nil {
			return err
		}
		w.Desk.Lifecycle.Open(r, n, Handoff(), 1)
	case r.Conv.Holder.Kind == chat.HeldByQueue:
	default:
		r.Say(chat.Reply{
			Text:    "Dạ lỗi **Không tìm thấy số gọi ra** ạ.\nAnh/chị mở [Stringee](https://stringee.com), vào **Cài đặt → Số điện thoại** và kiểm tra mã `FROM_NUMBER_NOT_FOUND` giúp em.",
			Choices: []chat.Choice{{Data: "ok", Label: "Đã được"}, {Data: "no", Label: "Vẫn lỗi"}},
		})
	}
	return nil
}

// Handoff is what a person is told in this world.
func Handoff() desk.Details {
	step := func(node, text, result string, line int) chat.Tried {
		return chat.Tried{
			Topic: "FROM_NUMBER_NOT_FOUND", Cause: "Số gọi ra chưa gán cho máy lẻ", Node: node, Text: text, Result: result,
			At: time.Now(), File: "01-loi-thuong-gap-khi-goi.md", Line: line,
		}
	}
	return desk.Details{
		Topic: "FROM_NUMBER_NOT_FOUND", Title: "Không tìm thấy số gọi ra", Why: "exhausted",
		Path: []chat.Tried{
			step("from_number_not_found/1.1", "Kiểm tra số gọi ra trong **Cài đặt → Số điện thoại**", "done", 12),
			step("from_number_not_found/1.2", "Gán số gọi ra cho máy lẻ đang gọi", "not_admin", 14),
			step("from_number_not_found/1.3", "Đăng xuất rồi đăng nhập lại và gọi thử", "failed", 17),
		},
		Refs:  []string{"call-vn-1-7EOLB370OL-1751008322530"},
		Facts: map[string]string{"hotline": "1900 6789", "agent": "lan@congty.vn"},
	}
}

// deliver marks replies as sent, as the web channel does.
func (w *World) deliver(ctx context.Context, conv string) error {
	for {
		now := time.Now()
		j, ok, err := w.Store.NextOne(ctx, conv, store.LaneUser, now, lease, encode(chat.Delivery{State: chat.Dropped, At: now}))
		if err != nil || !ok {
			return err
		}
		o := store.Settlement{Sent: len(j.Outs)}
		for _, out := range j.Outs {
			d := chat.Delivery{State: chat.Sent, At: now, IDs: []string{"m"}}
			o.Marks = append(o.Marks, store.Entry{Seq: out.Seq, Delivery: encode(d)})
		}
		if _, err := w.Store.Settle(ctx, j, now, o); err != nil {
			return err
		}
	}
}
