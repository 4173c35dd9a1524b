//! Every documented field of the answer of get_order, derived: numbers as numbers, texts as texts.
// Most of it is read from the answer and looked at by nobody.
#![allow(dead_code)]

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    pub errcode: i64,
    #[serde(default)]
    pub errmsg: String,
    #[serde(default)]
    commssion_order: Order,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Order {
    order_id: String,
    sku_id: String,
    create_time: Option<i64>,
    update_time: Option<i64>,
    status: Option<i64>,
    order_detail: Detail,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    shop_info: Shop,
    product_info: Product,
    order_info: OrderInfo,
    commission_info: Commission,
    buyer_info: Buyer,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Shop {
    appid: Option<String>,
    shop_name: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Product {
    product_id: String,
    thumb_img: String,
    actual_payment: Option<i64>,
    title: String,
    product_cnt: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OrderInfo {
    order_status: Option<i64>,
    create_time: Option<i64>,
    pay_time: Option<i64>,
    update_time: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Commission {
    finder_info: Option<Finder>,
    service_ratio: Option<i64>,
    service_amount: Option<i64>,
    service_total_amount: Option<i64>,
    profit_sharding_suc_time: Option<i64>,
    promotion_channel: Option<i64>,
    platform_amount: Option<i64>,
    platform_commission_status: Option<i64>,
    sharer_info: Sharer,
    talent_info: Option<Talent>,
    promotion_info: Promotion,
    sub_agency_info: Agency,
    promoter_agency_info: Agency,
    head_agency_info: Agency,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Finder {
    nickname: String,
    ratio: Option<i64>,
    amount: Option<i64>,
    openfinderid: Option<String>,
    head_img_url: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sharer {
    sharer_appid: Option<String>,
    opensharerid: Option<String>,
    nickname: String,
    head_img_url: String,
    ratio: Option<i64>,
    amount: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Talent {
    talent_appid: Option<String>,
    opentalentid: Option<String>,
    nickname: String,
    head_img_url: String,
    ratio: Option<i64>,
    amount: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Agency {
    appid: Option<String>,
    nickname: String,
    head_img_url: String,
    ratio: Option<i64>,
    amount: Option<i64>,
    profit_sharding_suc_time: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Promotion {
    channel_type: Option<i64>,
    finder_info: Option<PromotionFinder>,
    talent_info: Option<PromotionTalent>,
    mp_info: Option<PromotionAccount>,
    custom_token: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PromotionFinder {
    finder_id: Option<String>,
    nickname: String,
    openfinderid: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PromotionTalent {
    talent_appid: Option<String>,
    nickname: String,
    opentalentid: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PromotionAccount {
    appid: Option<String>,
    nickname: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Buyer {
    open_id: Option<String>,
    union_id: Option<String>,
}
