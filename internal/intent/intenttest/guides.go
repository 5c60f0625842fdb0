package intenttest

import (
	"fmt"

	"hotro/internal/kb"
)

// CodeGuide holds codes alone, seven covered and nine not: nothing but the book
// of codes can answer.
func CodeGuide() *kb.Guide {
	g := &kb.Guide{}
	for _, c := range []struct {
		id     string
		labels []string
	}{
		{"GET_USER_MEDIA_ERROR", []string{"1000", "Quyền sử dụng Camera/Mic chưa được kích hoạt"}},
		{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", nil},
		{"FROM_NUMBER_NOT_FOUND", []string{"4", "Không tìm thấy số điện thoại người gọi"}},
		{"AGENT_FROM_NOT_FOUND", nil},
		{"TO_NUMBER_NOT_ALLOWS_CALLOUT", nil},
		{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", nil},
		{"REQUEST_ANSWER_URL_ERROR", []string{"18"}},
	} {
		g.Topics = append(g.Topics, kb.Topic{ID: c.id, Codes: []string{c.id}, Labels: c.labels})
	}
	g.Uncovered = []kb.Uncovered{
		{Code: "NOT_INIT", Number: -1},
		{Code: "ANSWER_URL_EMPTY", Number: 1},
		{Code: "FROM_NUMBER_NOT_BELONG_YOUR_ACCOUNT", Number: 5},
		{Code: "SIP_TRUNK_NOT_FOUND", Number: 6},
		{Code: "NOT_ENOUGH_MONEY", Number: 8},
		{Code: "TO_NUMBER_INVALID", Number: 14},
		{Code: "FROM_NUMBER_NOT_BELONG_YOUR_PROJECT", Number: 15},
		{Code: "NOT_ALLOW_CALLOUT", Number: 17},
		{Code: "ANSWER_URL_ERROR", Labels: []string{"Đường dẫn trả lời bị hỏng"}},
	}
	return g
}

// BigGuide is a guide of n topics about made-up programs.
func BigGuide(n int) *kb.Guide {
	parts := []string{"may in", "hoa don", "kho hang", "bang luong", "cham cong", "hop dong", "khach le", "bao hanh", "van chuyen", "to khai", "phong ban", "tai san"}
	faults := []string{"khong luu duoc", "bao sai so lieu", "mat du lieu", "treo man hinh", "khong in ra", "tinh sai", "khong dong bo", "bi trung lap", "cham qua", "khong mo duoc"}
	places := []string{"tren web", "o chi nhanh", "khi xuat file", "tren dien thoai", "sau khi nang cap", "luc cuoi thang", "voi ban dung thu", "khi nhap tay", "o kho phu"}
	g := &kb.Guide{Outside: []string{"thời tiết hôm nay", "mua máy tính mới", "xin nghỉ phép"}}
	for i := range n {
		a, f, p := parts[i%12], faults[i/12%10], places[i/120%9]
		code := fmt.Sprintf("MODULE%d_STATE_FAULT_%d", i, i%7)
		g.Topics = append(g.Topics, kb.Topic{
			ID: code, Title: a + " " + f + " " + p, Codes: []string{code},
			Phrases: []string{
				fmt.Sprintf("%s %s %s", a, f, p), fmt.Sprintf("sao %s cua em %s vay, %s", a, f, p),
				fmt.Sprintf("%s thi %s bi %s", p, a, f), fmt.Sprintf("loi %s %s %s", f, a, p),
			},
			Units: []string{fmt.Sprintf("Neu %s %s, vao muc %d va cap nhat lai", a, f, i)},
		})
	}
	return g
}

// RichGuide returns a made-up guide of n topics as documents have them: a dozen
// ways to say each, and the sentences of its causes.
func RichGuide(n int) *kb.Guide {
	g := BigGuide(n)
	who := []string{"em", "khach", "ben em", "sep", "ke toan", "nhan vien moi"}
	since := []string{"tu sang nay", "tu hom qua", "sau khi cap nhat", "tu luc doi may", "may hom nay", "lien tuc"}
	for i := range g.Topics {
		t := &g.Topics[i]
		base := t.Phrases[0]
		for k := range 8 {
			t.Phrases = append(t.Phrases, who[(i+k)%6]+" bao "+base+" "+since[(i/3+k)%6])
		}
		for k := range 14 {
			t.Units = append(t.Units, fmt.Sprintf("Truong hop %d: mo trang %d, kiem tra %s roi thu lai voi ma %d", k, i%97, base, (i*31+k)%1009))
		}
	}
	return g
}
