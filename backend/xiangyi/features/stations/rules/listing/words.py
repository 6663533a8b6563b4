"""What offices call families, amenities and ways in, beside the names that our rows give."""

from collections.abc import Iterable, Mapping
from typing import Final

from xiangyi.features.stations.rules.listing.cells import spelt_plainly

#: How the names of our sample end, until somebody writes a real one over them.
SAMPLE_MARK: Final = "（请改成真的）"
FAMILIES: Final = {
    "party_service_centre": "党群服务中心 党群服务站 党群服务点 党群服务驿站 党群驿站"
    " 红色驿站 党群阵地",
    "civilization_centre": "新时代文明实践中心 新时代文明实践所 新时代文明实践站 文明实践中心"
    " 文明实践所 文明实践站",
    "union_station": "工会驿站 工会户外劳动者驿站 户外劳动者驿站 户外劳动者服务站点"
    " 户外劳动者服务站 工会户外劳动者服务站点 劳动者驿站 职工驿站",
    "youth_home": "青年之家 青年驿站 共青团驿站",
    "womens_home": "妇女之家 巾帼驿站 妇女儿童之家",
    "drivers_home": "司机之家 卡车司机之家 货车司机之家",
    "other": "其他驿站 其他 其它",
}
AMENITIES: Final = {
    "drinking_water": "热水 饮水 饮用水 饮水机 开水 直饮水 茶水 喝水 饮水设备",
    "microwave": "微波炉 热饭 加热 加热饭菜 饭菜加热",
    "toilet": "厕所 卫生间 洗手间 公厕 如厕",
    "phone_charging": "手机充电 充电 充电宝 充电设备 充电设施 充电插座 手机充电器 充电器",
    "seat": "座位 座椅 桌椅 休息座椅 休息区 休息",
    "air_conditioning": "空调 冷暖空调 取暖 降温 纳凉",
    "wifi": "Wi-Fi WiFi 无线网 无线网络 免费wifi 上网",
    "first_aid": "急救箱 急救包 医药箱 药箱 应急药品 急救药品 医疗箱 常用药品",
    "rain_gear": "雨具 雨伞 雨衣 借伞",
    "ebike_charging": "电动车充电 电瓶车充电 电动自行车充电 电单车充电 电动车充电桩 换电 换电柜",
    "reading": "看书 阅读 图书 书籍 图书角 报刊 书报 阅览",
    "fridge": "冰箱 冷藏 冰柜",
    "shower": "淋浴 洗澡 沐浴",
    "truck_parking": "货车停车 货车停车位 大车停车 卡车停车",
    "beds": "床位 床铺 住宿 午休床",
}
#: What says more than the name that stands for it, and is kept as the note where there is none:
#: whoever promises hot water has water to drink, and not the other way round.
TELLING: Final = frozenset({"热水", "开水", "茶水"})
ENTRIES: Final = {
    "walk_in": "直接进 直接进入 自由进出 免登记",
    "scan": "扫码 扫码进 扫码进入 扫码开门",
    "ask": "问值班员 找值班员 叫门 联系值班员 电话联系",
    "register": "登记 登记进入 刷身份证 签名登记",
}


def vocabulary(
    synonyms: Mapping[str, str], named: Iterable[tuple[str, Iterable[str]]] = ()
) -> dict[str, str]:
    """Every spelling of each id: itself, the names its row gives, and the synonyms."""
    found = {spelt_plainly(word): id_ for id_, words in synonyms.items() for word in words.split()}
    for id_, names in named:
        found.update((spelt_plainly(name), id_) for name in (id_, *names))
    return found
