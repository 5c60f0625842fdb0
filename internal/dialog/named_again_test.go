package dialog_test

import "testing"

// TestNamedAgain: a clause that names an error is the matter where nothing was made of
// the lines before it, whatever else the line drops or complains of; what is denied, or
// no more than a thing, is not.
func TestNamedAgain(t *testing.T) {
	for line, want := range map[string]string{
		"giá tính sau, giờ máy báo không tìm thấy số hotline": "FROM_NUMBER_NOT_FOUND",
		"loi micro ma, noi nay gio roi":                       "GET_USER_MEDIA_ERROR",
		"không phải lỗi micro, cái khác cơ":                   "",
		"tai nghe không dây, mua hôm qua":                     "",
	} {
		_, o := says(t, "cước gọi một phút bao nhiêu vậy em", line)
		got := ""
		if f := o.State.Place.Flow; f != nil {
			got = f.Topic
			if s := o.State.Place.Stack; len(s) > 0 {
				got = s[0].Topic
			}
		}
		if got != want {
			t.Errorf("%q: got %q (%s), want %q", line, got, said(o), want)
		}
	}
}
