package main

import "html/template"

// scene is a page with an error somewhere on it.
type scene struct {
	Width, Height int
	Body          template.HTML // {{CODE}} stands for the error
}

// scenes are the places where users of a call centre meet an error.
func scenes() map[string]scene {
	const font = `font-family:'DejaVu Sans','Noto Sans','Liberation Sans',sans-serif;`
	page := func(w, h int, style, body string) scene {
		return scene{w, h, template.HTML(`<!doctype html><meta charset="utf-8"><style>*{box-sizing:border-box}body{margin:0;height:100vh;overflow:hidden;position:relative;` + font + style + `}table{border-collapse:collapse;width:100%}td,th{padding:6px 10px;text-align:left;border-bottom:1px solid #8884}pre{margin:0}</style>` + body)}
	}
	return map[string]scene{
		"toast": page(1366, 768, "background:#eef1f5;color:#263238;font-size:13px",
			portal("#fff")+`<div style="position:absolute;top:70px;right:24px;background:#fff;border-left:5px solid #e53935;box-shadow:0 2px 10px #0004;padding:14px 20px"><b>Gọi ra không thành công</b><br>{{CODE}}</div>`),
		"red": page(1366, 768, "background:#f7f7f9;color:#222;font-size:14px",
			portal("#fff")+`<div style="position:absolute;bottom:26px;left:420px;background:#c62828;color:#fff;padding:14px 26px;border-radius:6px">Lỗi: {{CODE}}</div>`),
		"orange": page(1280, 720, "background:#fff;color:#333;font-size:13px",
			portal("#f3f6fb")+`<div style="position:absolute;top:0;left:0;right:0;background:#ef6c00;color:#fff;padding:11px 26px;text-align:center">Không gọi được khách hàng ({{CODE}}) <u>Thử lại</u></div>`),
		"dialog": page(1280, 720, "background:#777;color:#333;font-size:13px",
			`<div style="opacity:.35">`+portal("#fff")+`</div><div style="position:absolute;top:210px;left:400px;width:480px;background:#fff;border-radius:8px;padding:24px;font-size:15px"><b style="font-size:18px">Thông báo</b><p>Không thể thực hiện cuộc gọi tới số 0908 822 xxx.</p><p>{{CODE}}</p><div style="text-align:right;color:#1565c0">ĐÓNG &nbsp; THỬ LẠI</div></div>`),
		"alert": page(1024, 640, "background:#fff;color:#202124;font-size:13px",
			portal("#fafafa")+`<div style="position:absolute;top:0;left:290px;width:450px;background:#292a2d;color:#e8eaed;border-radius:0 0 8px 8px;padding:20px;font-size:14px"><b>app.stringee.com cho biết</b><p>Call failed: {{CODE}}</p><span style="float:right;background:#8ab4f8;color:#202124;padding:7px 22px;border-radius:16px">OK</span></div>`),
		"console": page(1280, 640, "background:#202124;color:#d5d7da;font:12px 'DejaVu Sans Mono',monospace;padding:8px",
			console("#5c1f1f", "#ff8080", "#8ab4f8")),
		"console-light": page(1200, 620, "background:#fff;color:#303942;font:12px 'DejaVu Sans Mono',monospace;padding:8px",
			console("#fff0f0", "#d00000", "#1a73e8")),
		"dark": page(1366, 768, "background:#14161b;color:#b9c0cc;font-size:13px",
			portal("#1e2129")+`<div style="position:absolute;bottom:24px;right:24px;background:#2b2f3a;color:#f2f2f2;border:1px solid #454b5a;padding:14px 20px;border-radius:6px">⚠ Cuộc gọi thất bại<br><span style="color:#ff8a80">{{CODE}}</span></div>`),
		"history": page(1366, 768, "background:#fff;color:#37474f;font-size:11px", history()),
		"softphone": page(420, 640, "background:#f0f3f7;color:#223;font-size:13px",
			`<div style="background:#0d47a1;color:#fff;padding:14px">Điện thoại Stringee<span style="float:right">● Sẵn sàng</span></div><div style="text-align:center;padding:34px 10px"><div style="font-size:26px">0976 415 xxx</div><p style="color:#777">Đang kết nối…</p><p style="color:#c62828;font-size:12px">{{CODE}}</p></div><table style="text-align:center;font-size:22px"><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6<tr><td>7<td>8<td>9<tr><td>*<td>0<td>#</table>`),
		"phone": page(412, 860, "background:#fff;color:#222;font-size:15px",
			`<div style="background:#00796b;color:#fff;padding:36px 16px 14px;font-size:18px">Tổng đài di động</div><div style="padding:90px 24px;text-align:center"><div style="font-size:24px">Khách hàng Minh</div><p>0332 107 xxx</p></div><div style="position:absolute;bottom:90px;left:14px;right:14px;background:#323232;color:#fff;border-radius:6px;padding:14px;font-size:13px">Gọi lỗi: {{CODE}}</div>`),
		"zalo": page(412, 860, "background:#e2e9f1;color:#081b3a;font-size:15px",
			`<div style="background:linear-gradient(90deg,#0068ff,#00a2ff);color:#fff;padding:34px 16px 12px;font-size:17px">‹ Nhóm hỗ trợ kỹ thuật<br><span style="font-size:12px">12 thành viên</span></div><div style="padding:12px"><div style="background:#fff;border-radius:12px;padding:9px 12px;width:70%">Chị ơi máy em gọi không được</div><div style="margin:10px 0;width:350px;height:197px;overflow:hidden;border-radius:12px;background:#fff"><div style="zoom:.5;position:relative;width:700px;height:394px;background:#f6f7f9;color:#263238">`+portal("#fff")+`<div style="position:absolute;top:100px;right:16px;background:#d32f2f;color:#fff;padding:16px 22px;font-size:20px">{{CODE}}</div></div></div><div style="background:#fff;border-radius:12px;padding:9px 12px;width:60%">nó báo vầy nè<br><span style="font-size:11px;color:#8795a8">09:41</span></div><div style="background:#cfe6ff;border-radius:12px;padding:9px 12px;width:62%;margin:10px 0 0 auto">Để chị hỏi bên tổng đài nhé</div></div>`),
	}
}

// portal is the page of a call centre, without an error.
func portal(panel string) string {
	return `<div style="background:` + panel + `;padding:12px 18px;font-weight:bold">Tổng đài Chăm sóc khách hàng <span style="float:right;font-weight:normal">Ngọc Anh · Máy lẻ 408 · Sẵn sàng</span></div>
<div style="position:absolute;top:52px;left:0;width:170px;padding:10px 18px;line-height:2.4">Bảng điều khiển<br>Cuộc gọi<br>Khách hàng<br>Phiếu ghi<br>Chiến dịch<br>Báo cáo<br>Cấu hình</div>
<div style="position:absolute;top:64px;left:200px;width:560px;background:` + panel + `;padding:14px"><b>Lịch sử cuộc gọi</b><table><tr><th>Khách hàng<th>Thời lượng<th>Chiều<th>Lúc<tr><td>84976415xxx<td>02:14<td>Gọi ra<td>09:12<tr><td>84908822xxx<td>00:00<td>Nhỡ<td>09:15<tr><td>84332107xxx<td>05:41<td>Gọi vào<td>09:31<tr><td>84889120xxx<td>00:32<td>Gọi ra<td>09:40</table></div>`
}

// console is a browser's log with an error among other lines.
func console(ground, ink, link string) string {
	line := func(s, src string) string {
		return `<div style="padding:4px;border-bottom:1px solid #8883">` + s + `<span style="float:right;color:` + link + `">` + src + `</span></div>`
	}
	return line("[StringeeClient] connected, sessionId=9f2c7d", "stringee.js:1204") +
		line("authen {r: 0, userId: 'agent_408', message: 'SUCCESS'}", "call.js:88") +
		line("makeCall from 842873xxxxxx to 84976415xxx video=false", "call.js:131") +
		line("[Violation] 'setTimeout' handler took 64ms", "vendor.js:2") +
		`<div style="background:` + ground + `;color:` + ink + `;padding:5px">⊗ make call callback {message: '{{CODE}}'}<span style="float:right;color:` + link + `">call.js:142</span></div>` +
		line("signalingState {reason: 'Ended', code: 6, sipCode: -1}", "call.js:150") +
		line("mediaStreams removed, tracks=0", "media.js:77") +
		line("DevTools failed to load source map", "content.js.map")
}

// history is a wide table in small print, with the reason of failed calls.
func history() string {
	row := func(n, d, why string) string {
		return `<tr><td>` + n + `<td>Ngọc Anh<td>` + d + `<td>00:00:0` + n[len(n)-1:] + `<td>Hotline 02873xxxxxx<td>` + why
	}
	return `<div style="padding:12px"><b>Báo cáo cuộc gọi ra</b> · 28/11/2026 · 214 cuộc</div><table><tr><th>Mã<th>Nhân viên<th>Lúc<th>Thời lượng<th>Số gọi<th>Kết quả` +
		row("18231", "09:12:04", "Kết thúc bình thường") + row("18232", "09:13:40", "Khách không nghe máy") + row("18233", "09:14:11", "Kết thúc bình thường") +
		row("18234", "09:15:22", `<span style="color:#c62828">{{CODE}}</span>`) + row("18235", "09:17:35", "Khách bận") + row("18236", "09:18:02", "Kết thúc bình thường") + row("18237", "09:20:59", "Kết thúc bình thường") + `</table>`
}
