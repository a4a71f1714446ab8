/* cf-claim-table.h — the words and letters that claims are recognised by
 *
 * One row each.  All are written as they are after folding: NFKC, lower case.
 */

/* Legal forms: part of a name that people leave out. */
#ifndef CF_LEGAL_FORM
#define CF_LEGAL_FORM(text)
#endif
CF_LEGAL_FORM ("株式会社")
CF_LEGAL_FORM ("(株)")
CF_LEGAL_FORM ("有限会社")
CF_LEGAL_FORM ("(有)")
CF_LEGAL_FORM ("合同会社")
CF_LEGAL_FORM ("(同)")
CF_LEGAL_FORM ("一般社団法人")
CF_LEGAL_FORM ("(一社)")
CF_LEGAL_FORM ("一般財団法人")
CF_LEGAL_FORM ("公益財団法人")
CF_LEGAL_FORM ("公益社団法人")
CF_LEGAL_FORM ("独立行政法人")
CF_LEGAL_FORM ("国立大学法人")
CF_LEGAL_FORM ("incorporated")
CF_LEGAL_FORM ("corporation")
CF_LEGAL_FORM ("company")
CF_LEGAL_FORM ("limited")
CF_LEGAL_FORM ("inc")
CF_LEGAL_FORM ("corp")
CF_LEGAL_FORM ("co")
CF_LEGAL_FORM ("ltd")
CF_LEGAL_FORM ("llc")
CF_LEGAL_FORM ("plc")
CF_LEGAL_FORM ("kk")
CF_LEGAL_FORM ("gmbh")
CF_LEGAL_FORM ("ag")
#undef CF_LEGAL_FORM

/* What must stand beside a name of under 4 characters: alone it may be anybody's initials. */
#ifndef CF_TRADE_WORD
#define CF_TRADE_WORD(text)
#endif
CF_TRADE_WORD ("銀行")
CF_TRADE_WORD ("信託")
CF_TRADE_WORD ("信用金庫")
CF_TRADE_WORD ("証券")
CF_TRADE_WORD ("保険")
CF_TRADE_WORD ("生命")
CF_TRADE_WORD ("カード")
CF_TRADE_WORD ("バンク")
CF_TRADE_WORD ("クレジット")
CF_TRADE_WORD ("機構")
CF_TRADE_WORD ("公式")
CF_TRADE_WORD ("サポート")
CF_TRADE_WORD ("お客様")
CF_TRADE_WORD ("カスタマー")
CF_TRADE_WORD ("事務局")
CF_TRADE_WORD ("bank")
CF_TRADE_WORD ("banking")
CF_TRADE_WORD ("card")
CF_TRADE_WORD ("securities")
CF_TRADE_WORD ("insurance")
CF_TRADE_WORD ("trust")
CF_TRADE_WORD ("credit")
CF_TRADE_WORD ("official")
CF_TRADE_WORD ("support")
CF_TRADE_WORD ("security")
CF_TRADE_WORD ("customer")
#undef CF_TRADE_WORD

/* What is put beside a known label to make another domain of it. */
#ifndef CF_ADDED_WORD
#define CF_ADDED_WORD(text)
#endif
CF_ADDED_WORD ("support")
CF_ADDED_WORD ("secure")
CF_ADDED_WORD ("security")
CF_ADDED_WORD ("login")
CF_ADDED_WORD ("account")
CF_ADDED_WORD ("accounts")
CF_ADDED_WORD ("verify")
CF_ADDED_WORD ("update")
CF_ADDED_WORD ("service")
CF_ADDED_WORD ("services")
CF_ADDED_WORD ("online")
CF_ADDED_WORD ("info")
CF_ADDED_WORD ("mail")
CF_ADDED_WORD ("card")
CF_ADDED_WORD ("bank")
CF_ADDED_WORD ("jp")
CF_ADDED_WORD ("japan")
#undef CF_ADDED_WORD

/* Pairs that look alike and that Unicode's table of confusables does not hold. */
#ifndef CF_PAIR
#define CF_PAIR(from, to)
#endif
CF_PAIR ("vv", "w")
CF_PAIR ("cl", "d")
CF_PAIR ("nn", "rn")
#undef CF_PAIR

/* Domains whose members are registered by their government: one letter apart and innocent (mof.go.jp, mod.go.jp). */
#ifndef CF_INNOCENT_DOMAIN
#define CF_INNOCENT_DOMAIN(domain)
#endif
CF_INNOCENT_DOMAIN ("go.jp")
CF_INNOCENT_DOMAIN ("lg.jp")
CF_INNOCENT_DOMAIN ("ac.jp")
#undef CF_INNOCENT_DOMAIN
